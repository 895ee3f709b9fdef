package org.tallystick.query.account;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.axonframework.queryhandling.SubscriptionQueryUpdateMessage;
import org.tallystick.queries.BalanceChange;
import org.tallystick.queries.BalanceChanges;

/** What one follower has still to be sent. It is bounded: who is too slow for it is cut off, and nobody waits for them. */
final class BalanceFeed {
    private static final int CAPACITY = 10_000;

    private final BlockingQueue<BalanceChange> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean over;

    /** Called by the thread of the projection: never waits. */
    void take(SubscriptionQueryUpdateMessage<BalanceChanges> update) {
        for (BalanceChange change : update.getPayload().changes()) {
            if (!waiting.offer(change)) {
                end();
                return;
            }
        }
    }

    /** The next change; null when none came in that time or the feed has ended. */
    BalanceChange next(long timeoutMillis) throws InterruptedException {
        BalanceChange ready = waiting.poll();
        return ready != null || over ? ready : waiting.poll(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }
}
