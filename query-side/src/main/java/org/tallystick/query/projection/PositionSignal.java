package org.tallystick.query.projection;

import java.time.Duration;

/** A position that threads can wait for. */
final class PositionSignal {
    private long position;

    synchronized long position() {
        return position;
    }

    synchronized void moveTo(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    synchronized boolean await(long wanted, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (position < wanted) {
            long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMillis <= 0) {
                return false;
            }
            wait(leftMillis);
        }
        return true;
    }
}
