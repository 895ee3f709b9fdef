package org.tallystick.command.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.tallystick.command.http.BatchReader.Line;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Reads a body on a thread of its own while the lines before are decided and answered, up to one chunk ahead; then the body
 * is left where it is, and its sender has to wait. A chunk is what has come while the one before was on its way.
 */
final class BatchReadAhead implements BatchChunks {
    private static final long MOST_MEMORY = 4 << 20;

    private final BatchReader reader;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Line> ahead = new ArrayDeque<>();
    private long memory;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    BatchReadAhead(BatchReader reader) {
        this.reader = reader;
        ProcessThreads.once("batch-reader", this::run).start();
    }

    private void run() {
        try {
            for (Line line = reader.next(); line != null && offer(line); ) {
                line = reader.next();
            }
            end(null);
        } catch (RuntimeException | Error e) {
            end(e);
        }
    }

    private boolean offer(Line line) {
        lock.lock();
        try {
            ahead.add(line);
            memory += line.memory();
            changed.signalAll();
            while (!closed && (ahead.size() >= MOST_LINES || memory >= MOST_MEMORY)) {
                changed.awaitUninterruptibly();
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void end(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Line> next(boolean wait) {
        lock.lock();
        try {
            while (wait && ahead.isEmpty() && !ended) {
                changed.awaitUninterruptibly();
            }
            if (ahead.isEmpty() && failure != null) {
                throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
            }
            List<Line> chunk = BatchChunks.gathered(ahead::poll, () -> true);
            chunk.forEach(line -> memory -= line.memory());
            changed.signalAll();
            return chunk;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nobody reads: after this the request is used for another one. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            while (!ended) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
