package org.tallystick.eventstore.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.Database;
import org.tallystick.storage.SingleWriterLock;

/**
 * The right to write to a store. The row of the lease has an epoch that goes up with every new holder; each write to the
 * store checks it in its own transaction, so that a process that lost the lease without knowing cannot write.
 *
 * <p>On PostgreSQL a new process takes over at once when the session of the holder is gone ({@link EpochLock}), else when the
 * lease has run out by the clock of the database. On H2 the lock on the database file already keeps a second process out.
 */
final class WriterLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriterLease.class);

    private final DataSource dataSource;
    private final Database database;
    private final SingleWriterLock writerLock;
    private final EpochLock epochLock;
    private final Duration validity;
    private volatile String holder;
    private volatile long epoch;

    WriterLease(
            DataSource dataSource, Database database, SingleWriterLock writerLock, String holder, Duration validity) {
        this.dataSource = dataSource;
        this.database = database;
        this.writerLock = writerLock;
        this.epochLock = new EpochLock(dataSource);
        this.holder = holder;
        this.validity = validity;
    }

    /** The epoch that this process writes under; 0 while it holds no lease. */
    long epoch() {
        return epoch;
    }

    /** Takes the lease when it is free or its holder is gone. */
    synchronized boolean tryAcquire() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            long taken = writerLock.take(() -> takeFrom(current(connection), connection));
            if (taken > 0) {
                epoch = taken;
                LOG.info("writing to the store under epoch {}", taken);
            }
            return taken > 0;
        }
    }

    /** What the row says at the moment. */
    private record Current(long epoch, boolean expired) {}

    private Current current(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT epoch, expires_at < " + nowMicros() + " FROM writer_lease WHERE id = 1");
                ResultSet result = select.executeQuery()) {
            result.next();
            return new Current(result.getLong(1), result.getBoolean(2));
        }
    }

    /**
     * The lock of the new epoch is held before anybody can see that epoch, so that nobody takes its holder for gone.
     *
     * @return the new epoch; 0 when the lease is another one's
     */
    private long takeFrom(Current current, Connection connection) throws SQLException {
        long next = current.epoch() + 1;
        if (database == Database.H2) {
            return raise(current.epoch(), true, connection) ? next : 0;
        }
        boolean holderGone = epochLock.tryHold(current.epoch());
        if (!holderGone && !current.expired()) {
            return 0;
        }
        boolean taken = epochLock.tryHold(next) && raise(current.epoch(), holderGone, connection);
        epochLock.keepOnly(taken ? next : current.epoch());
        return taken ? next : 0;
    }

    private boolean raise(long current, boolean holderGone, Connection connection) throws SQLException {
        String free = holderGone ? "" : " AND expires_at < " + nowMicros();
        try (PreparedStatement update = connection.prepareStatement("UPDATE writer_lease SET epoch = epoch + 1,"
                + " holder = ?, expires_at = " + nowMicros() + " + ? WHERE id = 1 AND epoch = ?" + free)) {
            update.setString(1, holder);
            update.setLong(2, validity.toNanos() / 1_000);
            update.setLong(3, current);
            return update.executeUpdate() == 1;
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
            return writerLock.take(update::executeUpdate) == 1;
        }
    }

    /** Changes what the lease says of this process from its next renewal on. */
    void introduce(String newHolder) {
        holder = newHolder;
    }

    /** Who holds the lease, by its own word; null when nobody ever did. */
    @Nullable
    String currentHolder() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT holder FROM writer_lease WHERE id = 1");
                ResultSet result = select.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    /** @param cause what kept this process from writing; null where another one took the lease */
    void lost(String why, @Nullable Throwable cause) {
        LOG.warn("{}; this process stopped writing", why, cause);
        epoch = 0;
    }

    /** Lets the next process take over at once. */
    @Override
    public synchronized void close() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE writer_lease SET expires_at = 0 WHERE id = 1 AND epoch = ?")) {
            update.setLong(1, epoch);
            writerLock.take(update::executeUpdate);
        } catch (SQLException e) {
            LOG.warn("the lease could not be given back; it runs out by itself", e);
        }
        epoch = 0;
        epochLock.close();
    }

    private String nowMicros() {
        return database == Database.H2
                ? "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000000 AS BIGINT)"
                : "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";
    }
}
