package org.tallystick.command.journal;

import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the threads of the store write one after the other on H2. What H2 stores of one transaction while another one is
 * under way is not whole: after a SIGKILL parts of the other one stay. On PostgreSQL they write side by side.
 */
final class WriteTurn {
    private final ReentrantLock lock;

    WriteTurn(Database database) {
        lock = database == Database.H2 ? new ReentrantLock(true) : null;
    }

    /** Runs one whole database transaction, or what else must not happen within one. */
    <T> T take(Write<T> write) throws SQLException {
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

    interface Write<T> {
        T run() throws SQLException;
    }
}
