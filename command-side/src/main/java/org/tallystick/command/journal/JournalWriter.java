package org.tallystick.command.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

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
    private final WriteTurn turn;
    private final Durability durability;
    private final long leaseMicros;
    private Connection connection;

    JournalWriter(DataSource dataSource, Database database, WriteTurn turn, Durability durability, long leaseMicros) {
        this.dataSource = dataSource;
        this.database = database;
        this.turn = turn;
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
        return turn.take(() -> writeInTurn(rows, epoch));
    }

    /** A transaction that fails is undone before others may write. */
    private boolean writeInTurn(List<JournalRow> rows, long epoch) throws SQLException {
        try {
            if (connection == null) {
                connection = open();
            }
            return database == Database.POSTGRESQL ? writePostgresql(rows, epoch) : writeH2(rows, epoch);
        } catch (SQLException e) {
            close();
            throw e;
        }
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

    private boolean writePostgresql(List<JournalRow> rows, long epoch) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE_POSTGRESQL)) {
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
            write.setArray(5, connection.createArrayOf("bigint", positions));
            write.setArray(6, connection.createArrayOf("integer", events));
            write.setArray(7, connection.createArrayOf("bigint", recordedAt));
            write.setArray(8, connection.createArrayOf("bytea", data));
            write.setArray(9, connection.createArrayOf("integer", checksums));
            return write.executeUpdate() == count;
        }
    }

    private boolean writeH2(List<JournalRow> rows, long epoch) throws SQLException {
        if (!checkH2(rows, epoch)) {
            connection.rollback();
            return false;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_H2)) {
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
        connection.commit();
        sync();
        return true;
    }

    /**
     * Makes durable what the database holds, after an attempt that did not come to its end. On PostgreSQL it is.
     *
     * @throws UnsyncedException when it may not survive a loss of power
     */
    void confirm() throws SQLException {
        if (database == Database.H2) {
            turn.take(() -> {
                if (connection == null) {
                    connection = open();
                }
                sync();
                return true;
            });
        }
    }

    private void sync() throws UnsyncedException {
        if (durability != Durability.POWER_LOSS) {
            return;
        }
        try (Statement sync = connection.createStatement()) {
            sync.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            throw new UnsyncedException(e);
        }
    }

    private boolean checkH2(List<JournalRow> rows, long epoch) throws SQLException {
        try (PreparedStatement check = connection.prepareStatement(CHECK_H2)) {
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
