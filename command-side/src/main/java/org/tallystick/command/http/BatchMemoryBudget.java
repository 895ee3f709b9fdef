package org.tallystick.command.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * The memory that the lines of all independent batches in flight may take together: however many clients send however
 * much, a line is read only while there is room. Each of them may overdraw it by one line, and one that is alone by more.
 */
@Component
public final class BatchMemoryBudget {
    private static final int PART_OF_HEAP = 4;

    private final Lock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final long most;
    private volatile long taken;

    BatchMemoryBudget() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    BatchMemoryBudget(long most) {
        this.most = most;
    }

    /** In bytes, of the lines of all batches under way. */
    public long taken() {
        return taken;
    }

    public long most() {
        return most;
    }

    private boolean isRoom() {
        return taken < most;
    }

    private boolean awaitRoom(Share share, Duration longest) {
        if (isRoom()) {
            return true;
        }
        lock.lock();
        try {
            long left = longest.toNanos();
            for (; !isRoom() && taken != share.own.get(); left = room.awaitNanos(left)) {
                if (left <= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void take(long bytes) {
        lock.lock();
        try {
            taken += bytes;
            if (bytes < 0) {
                room.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    Share share() {
        return new Share();
    }

    /** What one batch takes; all of it is given back at the end. */
    final class Share implements AutoCloseable {
        private final AtomicLong own = new AtomicLong();

        void take(long bytes) {
            own.addAndGet(bytes);
            BatchMemoryBudget.this.take(bytes);
        }

        void giveBack(long bytes) {
            take(-bytes);
        }

        boolean isRoom() {
            return BatchMemoryBudget.this.isRoom();
        }

        /** False when there was none all the time. */
        boolean awaitRoom(Duration longest) {
            return BatchMemoryBudget.this.awaitRoom(this, longest);
        }

        @Override
        public void close() {
            BatchMemoryBudget.this.take(-own.getAndSet(0));
        }
    }
}
