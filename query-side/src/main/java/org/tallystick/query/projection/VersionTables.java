package org.tallystick.query.projection;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes and drops the tables of the versions of one projection. */
final class VersionTables {
    private static final Logger LOG = LoggerFactory.getLogger(VersionTables.class);

    private final Projection projection;
    private final JdbcTemplate jdbc;
    private final Tables.Database database;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;
    private final String shape;

    VersionTables(Projection projection, JdbcTemplate jdbc, Tables.Database database) {
        this.projection = projection;
        this.jdbc = jdbc;
        this.database = database;
        this.versions = new ProjectionVersions(jdbc);
        this.deadLetters = new DeadLetters(jdbc);
        this.shape = shape();
    }

    /** Changes with the tables and indexes, whose statements an earlier build may have had otherwise, and when told to. */
    private String shape() {
        Tables any = tables(0);
        CRC32 sum = new CRC32();
        Stream.of(projection.tableStatements(any), projection.indexStatements(any))
                .flatMap(List::stream)
                .forEach(statement -> sum.update(statement.getBytes(StandardCharsets.UTF_8)));
        return projection.edition() + "-" + Long.toHexString(sum.getValue());
    }

    /** The version that serves. @throws IllegalStateException when its tables are not those that this build writes */
    Target serving() {
        ProjectionVersions.Row row = row();
        if (!shape.equals(row.shape())) {
            throw new IllegalStateException("version " + row.version() + " of projection " + projection.name()
                    + " was made by another build, whose process may be running");
        }
        return target(row.version());
    }

    ProjectionVersions.Row row() {
        return versions.serving(projection.name()).orElseThrow();
    }

    private Target target(int version) {
        return new Target(projection, tables(version), deadLetters.parkedStreams(projection.name(), version));
    }

    private Tables tables(int version) {
        return new Tables(version, database, jdbc);
    }

    /**
     * Finds the serving version or creates a first one. What an interrupted replay left is removed, and so is what belongs
     * to another journal, or to a later state of this one than was restored, or has tables of another shape.
     *
     * @return true when it was created
     */
    boolean open(long head) {
        int last = 0;
        boolean serves = false;
        for (ProjectionVersions.Row row : versions.all(projection.name())) {
            last = row.version();
            if (row.serving() && isUsable(row, head)) {
                serves = true;
            } else {
                drop(row.version());
            }
        }
        if (!serves) {
            index(create(last + 1, true));
        }
        return !serves;
    }

    private boolean isUsable(ProjectionVersions.Row row, long head) {
        if (row.position() > head) {
            LOG.warn("projection {} was at {}, beyond the journal: it is rebuilt", row.name(), row.position());
            return false;
        }
        if (!shape.equals(row.shape())) {
            LOG.warn("projection {} has tables of another build: it is rebuilt", row.name());
            return false;
        }
        return true;
    }

    /** The row comes last: a version without one is a leftover of a start that was cut short. */
    Target create(int version, boolean serves) {
        Tables tables = tables(version);
        dropTables(tables);
        projection.tableStatements(tables).forEach(jdbc::execute);
        versions.insert(projection.name(), version, serves, shape);
        return target(version);
    }

    /** Makes what only queries need. */
    void index(Target target) {
        projection.indexStatements(target.tables()).forEach(jdbc::execute);
    }

    /** Tells the planner of PostgreSQL what the tables hold; by itself it would look a minute later. */
    void analyze(Target target) {
        if (database == Tables.Database.POSTGRESQL) {
            projection.tableNames(target.tables()).forEach(table -> jdbc.execute("ANALYZE " + table));
        }
    }

    void drop(int version) {
        versions.delete(projection.name(), version);
        deadLetters.removeAll(projection.name(), version);
        dropTables(tables(version));
    }

    private void dropTables(Tables tables) {
        projection.tableNames(tables).forEach(table -> jdbc.execute("DROP TABLE IF EXISTS " + table));
    }
}
