package org.tallystick.eventstore.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the session of the holder of an epoch lives: its advisory lock of PostgreSQL, which goes with the session.
 * Each epoch has a lock of its own. A process that was paused while its lease ran out still has the lock of its epoch, which
 * says nothing about its successor.
 *
 * <p>Used under the lock of {@link WriterLease}.
 */
final class EpochLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EpochLock.class);
    /** An arbitrary constant that sets these locks apart from all other advisory locks of the database. */
    private static final int KEY = 0x7A11_571C;

    private static final int VALID_SECONDS = 2;

    private final DataSource dataSource;
    private final Set<Long> held = new HashSet<>();
    private @Nullable Connection session;

    EpochLock(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** True when the holder of the epoch is gone, or is this process. */
    boolean tryHold(long epoch) throws SQLException {
        Connection alive = alive();
        if (!held.contains(epoch) && call(alive, "SELECT pg_try_advisory_lock(?, ?)", epoch)) {
            held.add(epoch);
        }
        return held.contains(epoch);
    }

    private Connection alive() throws SQLException {
        Connection open = session;
        if (open == null || !open.isValid(VALID_SECONDS)) {
            close();
            open = dataSource.getConnection();
            session = open;
            open.setAutoCommit(true);
        }
        return open;
    }

    /** Of the locks of this session keeps the one of an epoch alone. */
    void keepOnly(long epoch) throws SQLException {
        Connection open = session;
        if (open == null) {
            return;
        }
        for (Long other : Set.copyOf(held)) {
            if (other != epoch) {
                call(open, "SELECT pg_advisory_unlock(?, ?)", other);
                held.remove(other);
            }
        }
    }

    private static boolean call(Connection session, String sql, long epoch) throws SQLException {
        try (PreparedStatement lock = session.prepareStatement(sql)) {
            lock.setInt(1, KEY);
            lock.setInt(2, (int) epoch);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** A pooled connection outlives its closing, and with it an advisory lock that is not given back. */
    @Override
    public void close() {
        Connection closing = session;
        session = null;
        held.clear();
        if (closing == null) {
            return;
        }
        try (closing) {
            if (closing.isValid(VALID_SECONDS)) {
                try (PreparedStatement unlock = closing.prepareStatement("SELECT pg_advisory_unlock_all()")) {
                    unlock.execute();
                }
            }
        } catch (SQLException e) {
            LOG.debug("the session of the lease was gone already", e);
        }
    }
}
