package org.tallystick.query.live;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.tallystick.queries.Change;
import org.tallystick.queries.Changes;

/** What one follower has still to be sent. It is bounded: who is too slow for it is cut off, and nobody waits for them. */
final class Feed<C extends Change> {
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<C> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean over;

    /** Called by the thread of the projection: never waits. */
    void take(Changes<C> update) {
        for (C change : update.changes()) {
            if (!waiting.offer(change)) {
                end();
                return;
            }
        }
    }

    /** The next change; null when none came in that time or the feed has ended. */
    C next(long timeoutMillis) throws InterruptedException {
        C ready = waiting.poll();
        return ready != null || over ? ready : waiting.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
