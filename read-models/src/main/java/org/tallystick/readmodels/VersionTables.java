package org.tallystick.readmodels;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.storage.Database;

/** Makes and drops the tables of the versions of one projection. */
final class VersionTables {
    private static final Logger LOG = LoggerFactory.getLogger(VersionTables.class);

    /** An arbitrary constant that names the lock among all advisory locks of the database. */
    private static final long LOCK_KEY = 0x7A11_7571_C5L;

    private final ProjectionHandlers handlers;
    private final Projection projection;
    private final JdbcTemplate jdbc;
    private final Database database;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;
    private final String shape;

    VersionTables(ProjectionHandlers handlers, JdbcTemplate jdbc, Database database) {
        this.handlers = handlers;
        this.projection = handlers.projection();
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
        return target(row.version(), null);
    }

    ProjectionVersions.Row row() {
        return versions.serving(projection.name()).orElseThrow();
    }

    private Target target(int version, Target.@Nullable Reset reset) {
        return new Target(handlers, tables(version), deadLetters.parkedStreams(projection.name(), version), reset);
    }

    private Tables tables(int version) {
        return new Tables(version, database, jdbc);
    }

    /**
     * Finds the serving version or creates a first one. What an interrupted replay left is removed, and so is what belongs
     * to another journal, or to a later state of this one than was restored, or has tables of another shape; but not what
     * a replay of another process fills. In a transaction: on PostgreSQL one process at a time does this, and others see all
     * of it or nothing.
     *
     * @param head of the journal; asked for after the versions, which are never beyond it
     */
    void open(LongSupplier head) {
        lock();
        int last = 0;
        boolean serves = false;
        List<ProjectionVersions.Row> rows = versions.all(projection.name());
        long reached = head.getAsLong();
        for (ProjectionVersions.Row row : rows) {
            last = row.version();
            if (row.serving() && isUsable(row, reached)) {
                serves = true;
            } else if (!isFilledElsewhere(row)) {
                drop(row.version());
            }
        }
        if (!serves) {
            createServing(last + 1, reached);
        }
    }

    private void lock() {
        if (database == Database.POSTGRESQL) {
            jdbc.execute("SELECT pg_advisory_xact_lock(" + LOCK_KEY + ")");
        }
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
    private void createServing(int version, long wholeFrom) {
        makeTables(version);
        index(target(version, null));
        versions.insert(projection.name(), version, true, shape, wholeFrom);
    }

    /**
     * A version that does not serve yet, in the place of any that nobody fills any more. In a transaction, see {@link #open}.
     *
     * @throws ReplayRunningException when another process fills one
     */
    Target create(Target.Reset reset) {
        lock();
        int last = 0;
        for (ProjectionVersions.Row row : versions.all(projection.name())) {
            last = row.version();
            if (isFilledElsewhere(row)) {
                throw new ReplayRunningException(projection.name());
            }
            if (!row.serving()) {
                drop(row.version());
            }
        }
        int version = last + 1;
        versions.insert(projection.name(), version, false, shape, 0);
        Target target = target(version, reset);
        claim(target);
        makeTables(version);
        return target;
    }

    /** Whether the replay of another process fills a version, as far as this one can know while it replays none itself. */
    boolean isFilledElsewhere() {
        return database == Database.POSTGRESQL
                && versions.all(projection.name()).stream().anyMatch(this::isFilledElsewhere);
    }

    /** A file of H2 has one process. */
    private boolean isFilledElsewhere(ProjectionVersions.Row row) {
        return database == Database.POSTGRESQL && !row.serving() && row.claimed();
    }

    /** Says that the process that fills a version lives. */
    void claim(Target target) {
        if (database == Database.POSTGRESQL) {
            versions.claim(target.name(), target.version());
        }
    }

    private void makeTables(int version) {
        Tables tables = tables(version);
        dropTables(tables);
        projection.tableStatements(tables).forEach(jdbc::execute);
    }

    /** Makes what only queries need. */
    void index(Target target) {
        projection.indexStatements(target.tables()).forEach(jdbc::execute);
    }

    /** Tells the planner of PostgreSQL what the tables hold; by itself it would look a minute later. */
    void analyze(Target target) {
        if (database == Database.POSTGRESQL) {
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
