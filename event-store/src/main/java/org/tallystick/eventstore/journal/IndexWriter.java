package org.tallystick.eventstore.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.storage.Database;
import org.tallystick.storage.SingleWriterLock;

/** Writes one block of the index, in one transaction that also moves the progress on and checks the lease. */
final class IndexWriter {
    /** Rows of one statement: the first block after the index was emptied may be of any size. */
    private static final int PORTION = 50_000;

    private final DataSource dataSource;
    private final Database database;
    private final SingleWriterLock writerLock;
    private final StreamIndexing indexing;

    IndexWriter(DataSource dataSource, Database database, SingleWriterLock writerLock, StreamIndexing indexing) {
        this.dataSource = dataSource;
        this.database = database;
        this.writerLock = writerLock;
        this.indexing = indexing;
    }

    /** @return false when the lease is lost; then nothing was written */
    boolean write(IndexTail.Block block, long epoch) throws SQLException {
        return writerLock.take(() -> writeExclusively(block, epoch));
    }

    private boolean writeExclusively(IndexTail.Block block, long epoch) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try {
                boolean held = moveProgress(connection, block.upTo, epoch);
                if (held) {
                    writePositions(connection, block.positions);
                    writeDueTimes(connection, block.dueTimes);
                    connection.commit();
                }
                return held;
            } finally {
                undoUnlessCommitted(connection);
            }
        }
    }

    /** To set auto-commit would store what was written before a fault, whatever the fault was. */
    private static void undoUnlessCommitted(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static boolean moveProgress(Connection connection, long upTo, long epoch) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(
                "UPDATE index_progress SET position = ? WHERE id = 1 AND position < ? AND EXISTS (SELECT 1 FROM"
                        + " writer_lease WHERE id = 1 AND epoch = ?)")) {
            move.setLong(1, upTo);
            move.setLong(2, upTo);
            move.setLong(3, epoch);
            return move.executeUpdate() == 1;
        }
    }

    /** In the order of the keys, so that neighbours in the index are written together. */
    private void writePositions(Connection connection, Map<String, PositionBlock> positions) throws SQLException {
        TreeMap<String, PositionBlock> streams = new TreeMap<>();
        TreeMap<TimeOrderedId, PositionBlock> timeOrdered = new TreeMap<>();
        positions.forEach((stream, block) -> TimeOrderedId.of(stream, indexing.beforeTimeOrderedIds())
                .ifPresentOrElse(id -> timeOrdered.put(id, block), () -> streams.put(stream, block)));
        writeStreams(connection, streams);
        writeTimeOrdered(connection, TimeOrderedBlock.of(timeOrdered));
    }

    private static void writeTimeOrdered(Connection connection, List<TimeOrderedBlock> blocks) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO transaction_block"
                + " (ledger, last_id, first_id, last_position, entries) VALUES (?, ?, ?, ?, ?)")) {
            for (TimeOrderedBlock block : blocks) {
                insert.setString(1, block.last().scope());
                insert.setBytes(2, block.last().bytes());
                insert.setBytes(3, block.first().bytes());
                insert.setLong(4, block.lastPosition());
                insert.setBytes(5, block.entries());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeStreams(Connection connection, SortedMap<String, PositionBlock> ordered) throws SQLException {
        if (database == Database.POSTGRESQL) {
            writeInPortions(connection, ordered);
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO stream_block (stream, last_position, positions) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, PositionBlock> entry : ordered.entrySet()) {
                insert.setString(1, entry.getKey());
                insert.setLong(2, entry.getValue().last());
                insert.setBytes(3, entry.getValue().encode());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void writeInPortions(Connection connection, SortedMap<String, PositionBlock> ordered)
            throws SQLException {
        String[] streams = ordered.keySet().toArray(String[]::new);
        PositionBlock[] blocks = ordered.values().toArray(PositionBlock[]::new);
        for (int from = 0; from < streams.length; from += PORTION) {
            int to = Math.min(streams.length, from + PORTION);
            writeAtOnce(connection, Arrays.copyOfRange(streams, from, to), Arrays.copyOfRange(blocks, from, to));
        }
    }

    private static void writeAtOnce(Connection connection, String[] streams, PositionBlock[] blocks)
            throws SQLException {
        Long[] last = Arrays.stream(blocks).map(PositionBlock::last).toArray(Long[]::new);
        byte[][] encoded = Arrays.stream(blocks).map(PositionBlock::encode).toArray(byte[][]::new);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO stream_block (stream, last_position, positions)"
                        + " SELECT * FROM unnest(?::varchar[], ?::bigint[], ?::bytea[])")) {
            insert.setArray(1, connection.createArrayOf("varchar", streams));
            insert.setArray(2, connection.createArrayOf("bigint", last));
            insert.setArray(3, connection.createArrayOf("bytea", encoded));
            insert.executeUpdate();
        }
    }

    private static void writeDueTimes(Connection connection, Map<String, @Nullable Long> dueTimes) throws SQLException {
        if (dueTimes.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM hold_expiry WHERE stream = ?");
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO hold_expiry (stream, expires_at) VALUES (?, ?)")) {
            for (Map.Entry<String, Long> due : dueTimes.entrySet()) {
                delete.setString(1, due.getKey());
                delete.addBatch();
                if (due.getValue() != null) {
                    insert.setString(1, due.getKey());
                    insert.setLong(2, due.getValue());
                    insert.addBatch();
                }
            }
            delete.executeBatch();
            insert.executeBatch();
        }
    }
}
