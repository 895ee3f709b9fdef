package org.tallystick.readmodels;

import java.time.Duration;

/** How many threads wait for a projection, whichever it is: while any does, the projections do not pause. */
final class Waiters {
    private int waiting;

    synchronized void enter() {
        waiting++;
        notifyAll();
    }

    synchronized void leave() {
        waiting--;
    }

    /** Returns when the time is over, and at once, with false, when somebody waits. */
    synchronized boolean pauseUnlessAny(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); waiting == 0 && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return waiting == 0;
    }
}
