package org.tallystick.readmodels;

import java.time.Duration;

/** A position that threads can wait for. */
final class PositionSignal {
    private final Waiters waiters;
    private long position;

    PositionSignal(Waiters waiters) {
        this.waiters = waiters;
    }

    synchronized long position() {
        return position;
    }

    synchronized void moveTo(long newPosition) {
        position = newPosition;
        notifyAll();
    }

    boolean await(long wanted, Duration timeout) throws InterruptedException {
        if (position() >= wanted) {
            return true;
        }
        waiters.enter();
        try {
            return awaitMove(wanted, System.nanoTime() + timeout.toNanos());
        } finally {
            waiters.leave();
        }
    }

    private synchronized boolean awaitMove(long wanted, long deadline) throws InterruptedException {
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
