package org.tallystick.command.journal;

import java.time.Duration;

/** The position of the last durable event, as the writer in this process knows it. */
final class DurableHead {
    private long position;

    synchronized long position() {
        return position;
    }

    synchronized void writtenUpTo(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    /** Waits until the position is above the given one, or the time is over. */
    synchronized boolean awaitBeyond(long than, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (position <= than) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }
}
