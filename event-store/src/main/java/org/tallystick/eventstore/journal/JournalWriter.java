package org.tallystick.eventstore.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tallystick.storage.Database;
import org.tallystick.storage.SingleWriterLock;

/**
 * Writes rows of the journal on a connection of its own. One call is one database transaction, which also checks the
 * epoch of the lease and that the head of the store is where this writer believes it to be.
 */
final class JournalWriter implements AutoCloseable {
    private static final String WRITE_POSTGRESQL = """
        WITH held AS (
            UPDATE writer_lease SET head = ?,
                expires_at = (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint + ?
            WHERE id = 1 AND epoch = ? AND head = ? RETURNING 1)
        INSERT INTO journal (position, events, recorded_at, data, checksum)
        SELECT u.* FROM held, unnest(?::bigint[], ?::int[], ?::bigint[], ?::bytea[], ?::int[]) AS u
        """;
    private static final String CHECK_H2 = "UPDATE writer_lease SET head = ? WHERE id = 1 AND epoch = ? AND head = ?";
    private static final String INSERT_H2 =
            "INSERT INTO journal (position, events, recorded_at, data, checksum) VALUES (?, ?, ?, ?, ?)";

    private final DataSource dataSource;
    private final Database database;
    private final SingleWriterLock writerLock;
    private final Durability durability;
    private final long leaseMicros;
    private @Nullable Connection connection;
    private volatile long syncs;
    private volatile long syncNanos;

    JournalWriter(
            DataSource dataSource,
            Database database,
            SingleWriterLock writerLock,
            Durability durability,
            long leaseMicros) {
        this.dataSource = dataSource;
        this.database = database;
        this.writerLock = writerLock;
        this.durability = durability;
        this.leaseMicros = leaseMicros;
    }

    /**
     * Stores the rows so that they survive what the durability promises.
     *
     * @return false when the lease is lost; then nothing was written
     * @throws UnsyncedException when they are stored, but may not survive a loss of power
     */
    boolean write(List<JournalRow> rows, long epoch) throws SQLException {
        return writerLock.take(() -> writeExclusively(rows, epoch));
    }

    /** A transaction that fails is undone before others may write. */
    private boolean writeExclusively(List<JournalRow> rows, long epoch) throws SQLException {
        try {
            Connection session = session();
            return database == Database.POSTGRESQL
                    ? writePostgresql(session, rows, epoch)
                    : writeH2(session, rows, epoch);
        } catch (SQLException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Connection session() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = open();
            connection = open;
        }
        return open;
    }

    private Connection open() throws SQLException {
        Connection opened = dataSource.getConnection();
        opened.setAutoCommit(database == Database.POSTGRESQL);
        if (database == Database.POSTGRESQL) {
            try (Statement statement = opened.createStatement()) {
                statement.execute(
                        durability == Durability.POWER_LOSS
                                ? "SET synchronous_commit TO on"
                                : "SET synchronous_commit TO off");
            }
        }
        return opened;
    }

    private boolean writePostgresql(Connection session, List<JournalRow> rows, long epoch) throws SQLException {
        try (PreparedStatement write = session.prepareStatement(WRITE_POSTGRESQL)) {
            write.setLong(1, rows.get(rows.size() - 1).position());
            write.setLong(2, leaseMicros);
            write.setLong(3, epoch);
            write.setLong(4, headBefore(rows));
            int count = rows.size();
            Long[] positions = new Long[count];
            Integer[] events = new Integer[count];
            Long[] recordedAt = new Long[count];
            byte[][] data = new byte[count][];
            Integer[] checksums = new Integer[count];
            for (int i = 0; i < count; i++) {
                JournalRow row = rows.get(i);
                positions[i] = row.position();
                events[i] = row.events();
                recordedAt[i] = row.recordedAtMicros();
                data[i] = row.data();
                checksums[i] = row.checksum();
            }
            write.setArray(5, session.createArrayOf("bigint", positions));
            write.setArray(6, session.createArrayOf("integer", events));
            write.setArray(7, session.createArrayOf("bigint", recordedAt));
            write.setArray(8, session.createArrayOf("bytea", data));
            write.setArray(9, session.createArrayOf("integer", checksums));
            return write.executeUpdate() == count;
        }
    }

    private boolean writeH2(Connection session, List<JournalRow> rows, long epoch) throws SQLException {
        if (!checkH2(session, rows, epoch)) {
            session.rollback();
            return false;
        }
        try (PreparedStatement insert = session.prepareStatement(INSERT_H2)) {
            for (JournalRow row : rows) {
                insert.setLong(1, row.position());
                insert.setInt(2, row.events());
                insert.setLong(3, row.recordedAtMicros());
                insert.setBytes(4, row.data());
                insert.setInt(5, row.checksum());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        session.commit();
        sync(session);
        return true;
    }

    /**
     * Makes durable what the database holds, after an attempt that did not come to its end. On PostgreSQL it is.
     *
     * @throws UnsyncedException when it may not survive a loss of power
     */
    void confirm() throws SQLException {
        if (database == Database.H2) {
            writerLock.take(() -> {
                sync(session());
                return true;
            });
        }
    }

    /** In turn, so that there is one at a time to be counted. */
    @SuppressWarnings("NonAtomicOperationOnVolatileField")
    private void sync(Connection session) throws UnsyncedException {
        if (durability != Durability.POWER_LOSS) {
            return;
        }
        long began = System.nanoTime();
        try (Statement sync = session.createStatement()) {
            sync.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            throw new UnsyncedException(e);
        }
        syncs++;
        syncNanos += System.nanoTime() - began;
    }

    long syncs() {
        return syncs;
    }

    long syncNanos() {
        return syncNanos;
    }

    private boolean checkH2(Connection session, List<JournalRow> rows, long epoch) throws SQLException {
        try (PreparedStatement check = session.prepareStatement(CHECK_H2)) {
            check.setLong(1, rows.get(rows.size() - 1).position());
            check.setLong(2, epoch);
            check.setLong(3, headBefore(rows));
            return check.executeUpdate() == 1;
        }
    }

    private static long headBefore(List<JournalRow> rows) {
        return rows.get(0).position() - rows.get(0).events();
    }

    /** Drops the connection; what it had not committed is gone, and the next write opens another one. */
    @Override
    public void close() {
        Connection closing = connection;
        connection = null;
        if (closing == null) {
            return;
        }
        try (closing) {
            if (!closing.isClosed() && !closing.getAutoCommit()) {
                closing.rollback();
            }
        } catch (SQLException e) {
            org.slf4j.LoggerFactory.getLogger(JournalWriter.class).debug("the connection was broken already", e);
        }
    }
}
