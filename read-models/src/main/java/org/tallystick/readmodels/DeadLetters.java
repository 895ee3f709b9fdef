package org.tallystick.readmodels;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.Micros;

/** The events that wait because a projection could not take them, or could not take an earlier one of their stream. */
final class DeadLetters {
    private static final int LONGEST_CAUSE = 1_000;
    /** The cause of what waits for no fault of its own. */
    static final String FOLLOWS = "follows a parked event";

    private static final String SELECT = "SELECT position, stream, cause, attempts, parked_at FROM dead_letter"
            + " WHERE projection = ? AND version = ?";
    private static final RowMapper<ParkedEvent> LETTER = (row, index) -> new ParkedEvent(
            row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), Micros.toInstant(row.getLong(5)));

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

    void park(String projection, int version, RecordedEvent event, @Nullable String cause) {
        jdbc.update(
                "INSERT INTO dead_letter (projection, version, position, stream, cause, attempts, parked_at)"
                        + " VALUES (?, ?, ?, ?, ?, 1, ?)",
                projection,
                version,
                event.position(),
                event.stream(),
                shortened(cause),
                Micros.of(Instant.now()));
    }

    /** False when no such event waits. */
    boolean failedAgain(String projection, int version, long position, @Nullable String cause) {
        return jdbc.update(
                        "UPDATE dead_letter SET attempts = attempts + 1, cause = ?"
                                + " WHERE projection = ? AND version = ? AND position = ?",
                        shortened(cause),
                        projection,
                        version,
                        position)
                == 1;
    }

    private static String shortened(@Nullable String cause) {
        String text = cause == null ? "no message" : cause.replace('\0', ' ');
        return text.length() <= LONGEST_CAUSE ? text : text.substring(0, LONGEST_CAUSE);
    }

    List<ParkedEvent> list(String projection, int version, long afterPosition, int limit) {
        return jdbc.query(
                SELECT + " AND position > ? ORDER BY position LIMIT ?",
                LETTER,
                projection,
                version,
                afterPosition,
                limit);
    }

    record Version(String projection, int version) {}

    Map<Version, Long> counts() {
        Map<Version, Long> counts = new HashMap<>();
        jdbc.query("SELECT projection, version, COUNT(*) FROM dead_letter GROUP BY projection, version", row -> {
            counts.put(new Version(row.getString(1), row.getInt(2)), row.getLong(3));
        });
        return counts;
    }

    /** Those of a stream, in order. */
    List<ParkedEvent> list(String projection, int version, String stream) {
        return jdbc.query(SELECT + " AND stream = ? ORDER BY position", LETTER, projection, version, stream);
    }

    /** The streams that events wait on; the one whose first event is the oldest comes first. */
    List<String> streams(String projection, int version) {
        return jdbc.queryForList(
                "SELECT stream FROM dead_letter WHERE projection = ? AND version = ? GROUP BY stream"
                        + " ORDER BY MIN(position)",
                String.class,
                projection,
                version);
    }

    long size(String projection, int version) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT COUNT(*) FROM dead_letter WHERE projection = ? AND version = ?",
                Long.class,
                projection,
                version));
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
}
