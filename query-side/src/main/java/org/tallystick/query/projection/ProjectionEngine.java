package org.tallystick.query.projection;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.EventLog;

/** All projections of this process, and the reads that go to them. */
public final class ProjectionEngine implements ProjectionReads, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final EventLog log;
    private final JdbcTemplate reads;
    private final Tables.Database database;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;
    private final TransactionTemplate reading;
    private final Map<String, ProjectionRunner> runners = new LinkedHashMap<>();
    private final LiveUpdates live;

    public ProjectionEngine(ReadModelDatabase readModels, EventLog log, List<? extends Projection> projections)
            throws SQLException {
        this.log = log;
        this.reads = new JdbcTemplate(readModels.reading());
        this.database = database(readModels.reading());
        this.versions = new ProjectionVersions(reads);
        this.deadLetters = new DeadLetters(reads);
        this.reading = OneMoment.reading(readModels.reading(), database);
        Waiters waiters = new Waiters();
        TransactionTemplate writing = new TransactionTemplate(new DataSourceTransactionManager(readModels.writing()));
        for (Projection projection : projections) {
            runners.put(
                    projection.name(), new ProjectionRunner(projection, log, readModels, database, writing, waiters));
        }
        JdbcTemplate writes = new JdbcTemplate(readModels.writing());
        ProjectionVersions written = new ProjectionVersions(writes);
        BatchApplier applier = new BatchApplier(writing, writes, written, new DeadLetters(writes));
        this.live = new LiveUpdates(log, runners.values(), applier, written, waiters);
    }

    private static Tables.Database database(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("H2")
                    ? Tables.Database.H2
                    : Tables.Database.POSTGRESQL;
        }
    }

    public void start() {
        runners.values().forEach(ProjectionRunner::open);
        live.start();
    }

    /** Waits until every projection has reached the position; false when the time is over first. */
    public boolean awaitPosition(long position, Duration timeout) throws InterruptedException {
        return awaitPosition(runners.values(), position, timeout);
    }

    private static boolean awaitPosition(Collection<ProjectionRunner> awaited, long position, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        for (ProjectionRunner runner : awaited) {
            if (!runner.awaitPosition(position, Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    /** Those that follow the events; not the ones that are being made, or have far to go. */
    private Stream<ProjectionRunner> following() {
        return runners.values().stream().filter(runner -> runner.isWhole() && !live.isCatchingUp(runner));
    }

    /** How far the slowest projection has come of those that follow the events. */
    public long slowestPosition() {
        return following().mapToLong(ProjectionRunner::position).min().orElse(Long.MAX_VALUE);
    }

    /** Waits until each of those that {@link #slowestPosition} is about has reached the position. */
    public boolean awaitSlowest(long position, Duration timeout) throws InterruptedException {
        return awaitPosition(following().toList(), position, timeout);
    }

    public List<ProjectionProgress> progress() {
        return runners.values().stream().map(ProjectionRunner::progress).toList();
    }

    /** @throws ProblemException 404 when there is no such projection */
    public ProjectionProgress progress(String projection) {
        return runner(projection).progress();
    }

    /**
     * Starts to rebuild a projection; it goes on serving meanwhile.
     *
     * @throws ReplayRunningException when it is being rebuilt already
     * @throws ProblemException 404 when there is no such projection
     */
    public void replay(String projection) {
        runner(projection).replay();
    }

    /** The tables of the version that serves, for reading. @throws ProblemException 404 when there is no such projection */
    public Tables serving(String projection) {
        return runner(projection).readable();
    }

    /** The events of a projection that wait, by position. @throws ProblemException 404 when there is no such projection */
    List<DeadLetters.Letter> deadLetters(String projection, long afterPosition, int limit) {
        return deadLetters.list(projection, runner(projection).version(), afterPosition, limit);
    }

    ProjectionRunner runner(String projection) {
        ProjectionRunner runner = runners.get(projection);
        if (runner == null) {
            throw new ProblemException(Problem.notFound("There is no projection " + projection + "."));
        }
        return runner;
    }

    /** A read that meets a version which was dropped under it finds the new one when it is run again. */
    @Override
    public <R> R read(List<String> projections, OptionalLong position, Function<ReadView, R> query) {
        position.ifPresent(wanted -> await(projections, wanted));
        try {
            return readOnce(projections, position.orElse(0), query);
        } catch (BadSqlGrammarException e) {
            return readOnce(projections, position.orElse(0), query);
        }
    }

    @Override
    public <C, R> StreamReads<C, R> ofStreams(StreamReads.Query<C, R> query) {
        return new StreamReads<>(this, reads, query);
    }

    private <R> R readOnce(List<String> projections, long wanted, Function<ReadView, R> query) {
        return reading.execute(status -> {
            Map<String, ProjectionVersions.Row> rows = new LinkedHashMap<>();
            versions.serving().stream()
                    .filter(row -> projections.contains(row.name()))
                    .forEach(row -> rows.put(row.name(), row));
            if (rows.size() < projections.size()) {
                throw new IllegalStateException("of " + projections + " there are only " + rows.keySet());
            }
            requireReached(rows.values(), wanted);
            return query.apply(new View(rows));
        });
    }

    /** A database that went down has forgotten batches that were there; tables that were just made say nothing yet. */
    private void requireReached(Collection<ProjectionVersions.Row> rows, long wanted) {
        for (ProjectionVersions.Row row : rows) {
            if (row.position() < wanted || !runner(row.name()).isWhole()) {
                throw new PositionNotReachedException(row.name() + " is only at position " + row.position());
            }
        }
    }

    /** Waits as {@link ProjectionReads#read} says. */
    void await(List<String> projections, long wanted) {
        if (wanted > log.head()) {
            throw new PositionUnknownException("position " + wanted + " is above the head of the store");
        }
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        for (String projection : projections) {
            try {
                Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
                if (!runner(projection).awaitPosition(wanted, left)) {
                    throw new PositionNotReachedException(projection + " has not reached position " + wanted);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PositionNotReachedException("interrupted");
            }
        }
    }

    @Override
    public void close() {
        live.stop();
        runners.values().forEach(ProjectionRunner::stop);
        live.close();
        runners.values().forEach(ProjectionRunner::close);
    }

    private final class View implements ReadView {
        private final Map<String, ProjectionVersions.Row> rows;

        View(Map<String, ProjectionVersions.Row> rows) {
            this.rows = rows;
        }

        @Override
        public Tables tables(String projection) {
            return new Tables(rows.get(projection).version(), database, reads);
        }

        @Override
        public long position(String projection) {
            return rows.get(projection).position();
        }

        @Override
        public boolean isStale(String projection, String stream) {
            return deadLetters.isParked(projection, rows.get(projection).version(), stream);
        }

        @Override
        public boolean isStale(String projection) {
            return !deadLetters
                    .list(projection, rows.get(projection).version(), 0, 1)
                    .isEmpty();
        }
    }
}
