package org.tallystick.readmodels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** The rows that tell which version of a projection serves and how far each has come. */
final class ProjectionVersions {
    private static final String SELECT = "SELECT name, version, serving, position, shape, whole_from,"
            + " COALESCE(claimed_until > CURRENT_TIMESTAMP, FALSE) FROM projection_version WHERE ";
    private static final RowMapper<Row> ROW = (row, index) -> new Row(
            row.getString(1),
            row.getInt(2),
            row.getBoolean(3),
            row.getLong(4),
            row.getString(5),
            row.getLong(6),
            row.getBoolean(7));
    /** By the clock of the database, which is the same for all processes. */
    private static final String CLAIM = "UPDATE projection_version SET claimed_until = CURRENT_TIMESTAMP"
            + " + INTERVAL '30' SECOND WHERE name = ? AND version = ?";

    private final JdbcTemplate jdbc;

    ProjectionVersions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> serving(String projection) {
        return all(projection).stream().filter(Row::serving).findFirst();
    }

    List<Row> all(String projection) {
        return jdbc.query(SELECT + "name = ? ORDER BY version", ROW, projection);
    }

    /** Of every projection. */
    List<Row> serving() {
        return jdbc.query(SELECT + "serving", ROW);
    }

    void insert(String projection, int version, boolean serving, String shape, long wholeFrom) {
        jdbc.update(
                "INSERT INTO projection_version (name, version, serving, position, shape, whole_from)"
                        + " VALUES (?, ?, ?, 0, ?, ?)",
                projection,
                version,
                serving,
                shape,
                wholeFrom);
    }

    /** False when a version is not where it was thought to be: another process has moved it on. */
    boolean move(List<Target> targets, long from, long to) {
        List<Object> arguments = new ArrayList<>(List.of(to, from));
        targets.forEach(target -> Collections.addAll(arguments, target.name(), target.version()));
        String versions = String.join(" OR ", Collections.nCopies(targets.size(), "name = ? AND version = ?"));
        return jdbc.update(
                        "UPDATE projection_version SET position = ? WHERE position = ? AND (" + versions + ")",
                        arguments.toArray())
                == targets.size();
    }

    /** Must be repeated, more often than every 30 seconds. */
    void claim(String projection, int version) {
        jdbc.update(CLAIM, projection, version);
    }

    /** To be done in a transaction. @throws IllegalStateException when another process has let another version serve */
    void serve(String projection, int old, int next) {
        String serving = "UPDATE projection_version SET serving = ? WHERE name = ? AND version = ? AND serving = ?";
        if (jdbc.update(serving, false, projection, old, true) + jdbc.update(serving, true, projection, next, false)
                < 2) {
            throw new IllegalStateException("version " + old + " of " + projection + " serves no more");
        }
    }

    void delete(String projection, int version) {
        jdbc.update("DELETE FROM projection_version WHERE name = ? AND version = ?", projection, version);
    }

    /**
     * @param shape of its tables; null where it was made before shapes were kept
     * @param wholeFrom the position from which on its tables tell of a moment that was
     * @param claimed whether a living process fills it
     */
    record Row(
            String name, int version, boolean serving, long position, String shape, long wholeFrom, boolean claimed) {}
}
