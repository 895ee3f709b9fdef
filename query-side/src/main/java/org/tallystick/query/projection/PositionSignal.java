package org.tallystick.query.projection;

import java.time.Duration;

/** A position that threads can wait for. */
final class PositionSignal {
    private long position;
    private int waiting;

    synchronized long position() {
        return position;
    }

    synchronized void moveTo(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    synchronized boolean await(long wanted, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        waiting++;
        notifyAll();
        try {
            while (position < wanted) {
                long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
                if (leftMillis <= 0) {
                    return false;
                }
                wait(leftMillis);
            }
            return true;
        } finally {
            waiting--;
        }
    }

    /** Returns when the time is over, and at once when somebody waits for the position to move. */
    synchronized void pauseUnlessAwaited(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); waiting == 0 && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
