package org.tallystick.command.journal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The position of the last durable event, as the writer in this process knows it. */
final class DurableHead {
    private static final Logger LOG = LoggerFactory.getLogger(DurableHead.class);

    private final Set<Runnable> followers = new CopyOnWriteArraySet<>();
    private long position;

    synchronized long position() {
        return position;
    }

    void writtenUpTo(long newPosition) {
        synchronized (this) {
            position = newPosition;
            notifyAll();
        }
    }

    void tellFollowers() {
        followers.forEach(DurableHead::tell);
    }

    private static void tell(Runnable follower) {
        try {
            follower.run();
        } catch (RuntimeException e) {
            LOG.debug("a follower of the journal has ended", e);
        }
    }

    /** Tells the follower whenever the head has moved. It runs on the thread of the journal and must not block. */
    void follow(Runnable follower) {
        followers.add(follower);
    }

    void unfollow(Runnable follower) {
        followers.remove(follower);
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
