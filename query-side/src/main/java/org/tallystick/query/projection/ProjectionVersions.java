package org.tallystick.query.projection;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows that tell which version of a projection serves and how far each has come. */
final class ProjectionVersions {
    private final JdbcTemplate jdbc;

    ProjectionVersions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Row> serving(String projection) {
        return all(projection).stream().filter(Row::serving).findFirst();
    }

    List<Row> all(String projection) {
        return jdbc.query(
                "SELECT version, serving, position FROM projection_version WHERE name = ? ORDER BY version",
                (row, index) -> new Row(row.getInt(1), row.getBoolean(2), row.getLong(3)),
                projection);
    }

    void insert(String projection, int version, boolean serving) {
        jdbc.update(
                "INSERT INTO projection_version (name, version, serving, position) VALUES (?, ?, ?, 0)",
                projection,
                version,
                serving);
    }

    /** False when the version is not where it was thought to be: another process has moved it on. */
    boolean move(String projection, int version, long from, long to) {
        return jdbc.update(
                        "UPDATE projection_version SET position = ? WHERE name = ? AND version = ? AND position = ?",
                        to,
                        projection,
                        version,
                        from)
                == 1;
    }

    void serve(String projection, int version) {
        jdbc.update("UPDATE projection_version SET serving = (version = ?) WHERE name = ?", version, projection);
    }

    void delete(String projection, int version) {
        jdbc.update("DELETE FROM projection_version WHERE name = ? AND version = ?", projection, version);
    }

    record Row(int version, boolean serving, long position) {}
}
