package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.tallystick.storage.thread.FaultHandler;

/** The position of the last durable event, as the writer in this process knows it. */
final class DurableHead {
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

    void notifyFollowers() {
        followers.forEach(DurableHead::notifyOne);
    }

    private static void notifyOne(Runnable follower) {
        try {
            follower.run();
        } catch (RuntimeException | Error e) {
            FaultHandler.ofProcess().harmless("follower", e);
        }
    }

    /** Runs the follower whenever the head has moved. That is on the thread of the journal and must not block. */
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
