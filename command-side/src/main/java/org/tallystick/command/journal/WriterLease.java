package org.tallystick.command.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a store. The row of the lease has an epoch that goes up with every new holder; each write to the
 * store checks it in its own transaction, so that a process that lost the lease without knowing cannot write.
 *
 * <p>On PostgreSQL a new process takes over at once when the session of the old one is gone (an advisory lock tells), else
 * when the lease has run out. On H2 the lock on the database file already keeps a second process out.
 */
final class WriterLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);
    /** An arbitrary constant that names the lock among all advisory locks of the database. */
    private static final long LOCK_KEY = 0x7A11_7571_C4L;

    private final DataSource dataSource;
    private final Database database;
    private final WriteTurn turn;
    private final Duration validity;
    private volatile String holder;
    private Connection session;
    private volatile long epoch;

    WriterLease(DataSource dataSource, Database database, WriteTurn turn, String holder, Duration validity) {
        this.dataSource = dataSource;
        this.database = database;
        this.turn = turn;
        this.holder = holder;
        this.validity = validity;
    }

    /** The epoch that this process writes under; 0 while it holds no lease. */
    long epoch() {
        return epoch;
    }

    /** Takes the lease when it is free or its holder is gone. */
    synchronized boolean tryAcquire() throws SQLException {
        boolean holderGone = database == Database.H2 || lockSession();
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            long found = turn.take(() -> takeOver(connection, holderGone));
            if (found > 0) {
                epoch = found;
                LOG.info("writing to the store under epoch {}", found);
            }
            return found > 0;
        }
    }

    private long takeOver(Connection connection, boolean holderGone) throws SQLException {
        String free = holderGone ? "" : " AND expires_at < " + nowMicros();
        String taker = holder;
        try (PreparedStatement update = connection.prepareStatement("UPDATE writer_lease SET epoch = epoch + 1,"
                + " holder = ?, expires_at = " + nowMicros() + " + ? WHERE id = 1" + free)) {
            update.setString(1, taker);
            update.setLong(2, validity.toNanos() / 1_000);
            if (update.executeUpdate() == 0) {
                return 0;
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("SELECT epoch FROM writer_lease WHERE id = 1 AND holder = ?")) {
            select.setString(1, taker);
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    private boolean lockSession() throws SQLException {
        if (session == null || !session.isValid(2)) {
            closeSession();
            session = dataSource.getConnection();
            session.setAutoCommit(true);
        }
        try (PreparedStatement lock = session.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            lock.setLong(1, LOCK_KEY);
            try (ResultSet result = lock.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** Prolongs the lease of a writer that has nothing to write. False when another one has taken it. */
    synchronized boolean renew() throws SQLException {
        if (epoch == 0) {
            return false;
        }
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement("UPDATE writer_lease SET expires_at = "
                        + nowMicros() + " + ?, holder = ? WHERE id = 1 AND epoch = ?")) {
            update.setLong(1, validity.toNanos() / 1_000);
            update.setString(2, holder);
            update.setLong(3, epoch);
            return turn.take(update::executeUpdate) == 1;
        }
    }

    /** Changes what the lease says of this process from its next renewal on. */
    void introduce(String newHolder) {
        holder = newHolder;
    }

    /** Who holds the lease, by its own word; null when nobody ever did. */
    String currentHolder() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT holder FROM writer_lease WHERE id = 1");
                ResultSet result = select.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    void lost(String why) {
        LOG.warn("{}; this process stopped writing", why);
        epoch = 0;
    }

    /** Lets the next process take over at once. */
    @Override
    public synchronized void close() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE writer_lease SET expires_at = 0 WHERE id = 1 AND epoch = ?")) {
            update.setLong(1, epoch);
            turn.take(update::executeUpdate);
        } catch (SQLException e) {
            LOG.warn("the lease could not be given back; it runs out by itself", e);
        }
        epoch = 0;
        closeSession();
    }

    private void closeSession() {
        if (session == null) {
            return;
        }
        try (Connection closing = session) {
            if (database == Database.POSTGRESQL && closing.isValid(2)) {
                unlock(closing);
            }
        } catch (SQLException e) {
            LOG.debug("the session of the lease was gone already", e);
        }
        session = null;
    }

    /** A pooled connection outlives its closing, and with it an advisory lock that is not given back. */
    private static void unlock(Connection connection) throws SQLException {
        try (PreparedStatement unlock = connection.prepareStatement("SELECT pg_advisory_unlock_all()")) {
            unlock.execute();
        }
    }

    private String nowMicros() {
        return database == Database.H2
                ? "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)"
                : "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";
    }
}
