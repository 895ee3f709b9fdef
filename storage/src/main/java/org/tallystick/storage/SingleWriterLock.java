package org.tallystick.storage;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets the threads of the store write one after the other on H2. What H2 stores of one transaction while another one is
 * under way is not whole: after a SIGKILL parts of the other one stay. On PostgreSQL they write side by side.
 */
public final class SingleWriterLock {
    private final @Nullable ReentrantLock lock;

    public SingleWriterLock(Database database) {
        lock = database == Database.H2 ? new ReentrantLock(true) : null;
    }

    /** Runs one whole database transaction, or what else must not happen within one. */
    public <T> T take(Write<T> write) throws SQLException {
        if (lock == null) {
            return write.run();
        }
        lock.lock();
        try {
            return write.run();
        } finally {
            lock.unlock();
        }
    }

    public interface Write<T> {
        T run() throws SQLException;
    }
}
