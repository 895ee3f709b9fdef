package org.tallystick.eventstore.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the journal. */
final class JournalTable {
    private static final String COLUMNS = "SELECT position, events, recorded_at, data, checksum FROM journal ";
    private static final int POSITIONS_PER_QUERY = 500;

    private final JdbcTemplate jdbc;

    JournalTable(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** The position of the last event, 0 when there is none. */
    long head() {
        Long head = jdbc.queryForObject("SELECT COALESCE(MAX(position), 0) FROM journal", Long.class);
        return head == null ? 0 : head;
    }

    /** When the last event was recorded, in microseconds. */
    OptionalLong lastRecordedAtMicros() {
        return jdbc.queryForList("SELECT recorded_at FROM journal ORDER BY position DESC LIMIT 1", Long.class).stream()
                .mapToLong(Long::longValue)
                .findFirst();
    }

    /**
     * The rows that end after a position and, except for the first of them, not more than {@code maxEvents} later. Never
     * empty before the head.
     */
    List<JournalRow> rowsAfter(long position, int maxEvents) {
        List<JournalRow> rows = jdbc.query(
                COLUMNS + "WHERE position > ? AND position <= ? ORDER BY position",
                (result, index) -> row(result),
                position,
                position + maxEvents);
        return rows.isEmpty()
                ? jdbc.query(
                        COLUMNS + "WHERE position > ? ORDER BY position LIMIT 1",
                        (result, index) -> row(result),
                        position)
                : rows;
    }

    /** The rows that end exactly at these ascending positions, at most {@value #POSITIONS_PER_QUERY} of them. */
    List<JournalRow> rowsAt(long[] positions, int from, int to) {
        String marks = String.join(",", java.util.Collections.nCopies(to - from, "?"));
        Object[] arguments = Arrays.stream(positions, from, to).boxed().toArray();
        return jdbc.query(
                COLUMNS + "WHERE position IN (" + marks + ") ORDER BY position",
                (result, index) -> row(result),
                arguments);
    }

    static int positionsPerQuery() {
        return POSITIONS_PER_QUERY;
    }

    private static JournalRow row(ResultSet result) throws SQLException {
        return new JournalRow(
                result.getLong(1), result.getInt(2), result.getLong(3), result.getBytes(4), result.getInt(5));
    }
}
