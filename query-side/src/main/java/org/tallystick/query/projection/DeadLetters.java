package org.tallystick.query.projection;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.RecordedEvent;

/** The events that wait because a projection could not take them, or could not take an earlier one of their stream. */
final class DeadLetters {
    private static final int LONGEST_CAUSE = 1_000;

    private final JdbcTemplate jdbc;

    DeadLetters(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** To be kept up to date by the caller, and read by any thread. */
    Set<String> parkedStreams(String projection, int version) {
        Set<String> parked = ConcurrentHashMap.newKeySet();
        parked.addAll(jdbc.queryForList(
                "SELECT DISTINCT stream FROM dead_letter WHERE projection = ? AND version = ?",
                String.class,
                projection,
                version));
        return parked;
    }

    boolean isParked(String projection, int version, String stream) {
        return !jdbc.queryForList(
                        "SELECT 1 FROM dead_letter WHERE projection = ? AND version = ? AND stream = ? LIMIT 1",
                        Integer.class,
                        projection,
                        version,
                        stream)
                .isEmpty();
    }

    void park(String projection, int version, RecordedEvent event, String cause) {
        jdbc.update(
                "INSERT INTO dead_letter (projection, version, position, stream, cause, attempts, parked_at)"
                        + " VALUES (?, ?, ?, ?, ?, 1, ?)",
                projection,
                version,
                event.position(),
                event.stream(),
                shortened(cause),
                Columns.micros(Instant.now()));
    }

    void failedAgain(String projection, int version, long position, String cause) {
        jdbc.update(
                "UPDATE dead_letter SET attempts = attempts + 1, cause = ?"
                        + " WHERE projection = ? AND version = ? AND position = ?",
                shortened(cause),
                projection,
                version,
                position);
    }

    private static String shortened(String cause) {
        String text = cause == null ? "no message" : cause.replace('\0', ' ');
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE);
    }

    List<Letter> list(String projection, int version, long afterPosition, int limit) {
        return jdbc.query(
                "SELECT position, stream, cause, attempts, parked_at FROM dead_letter"
                        + " WHERE projection = ? AND version = ? AND position > ? ORDER BY position LIMIT ?",
                (row, index) -> new Letter(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getInt(4),
                        Columns.instant(row, "parked_at")),
                projection,
                version,
                afterPosition,
                limit);
    }

    /** The positions that wait on a stream, in order. */
    List<Long> positions(String projection, int version, String stream) {
        return jdbc.queryForList(
                "SELECT position FROM dead_letter WHERE projection = ? AND version = ? AND stream = ? ORDER BY position",
                Long.class,
                projection,
                version,
                stream);
    }

    boolean remove(String projection, int version, long position) {
        return jdbc.update(
                        "DELETE FROM dead_letter WHERE projection = ? AND version = ? AND position = ?",
                        projection,
                        version,
                        position)
                == 1;
    }

    void removeAll(String projection, int version) {
        jdbc.update("DELETE FROM dead_letter WHERE projection = ? AND version = ?", projection, version);
    }

    /** An event that waits. */
    record Letter(long position, String stream, String cause, int attempts, Instant parkedAt) {}
}
