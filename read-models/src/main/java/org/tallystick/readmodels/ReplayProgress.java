package org.tallystick.readmodels;

import org.jspecify.annotations.Nullable;

/** How far a replay is, by positions. */
final class ReplayProgress {
    private final long startedNanos = System.nanoTime();
    private volatile long done;
    private volatile long total;

    ReplayProgress(long total) {
        this.total = total;
    }

    void done(long position, long head) {
        done = position;
        total = head;
    }

    long eventsDone() {
        return done;
    }

    long eventsTotal() {
        return total;
    }

    long eventsPerSecond() {
        long millis = Math.max(1, (System.nanoTime() - startedNanos) / 1_000_000);
        return done * 1_000 / millis;
    }

    @Nullable
    Long secondsLeft() {
        long rate = eventsPerSecond();
        return rate == 0 ? null : Long.valueOf((total - done + rate - 1) / rate);
    }
}
