package org.tallystick.readmodels;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.annotation.ClasspathHandlerDefinition;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.eventstore.EventLog;
import org.tallystick.storage.Database;

/** All projections of this process, and the reads that go to them. */
public final class ProjectionEngine implements ProjectionReads, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final EventLog log;
    private final JdbcTemplate reads;
    private final Database database;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;
    private final TransactionTemplate reading;
    private final Map<String, ProjectionRunner> runners = new LinkedHashMap<>();
    private final LiveUpdates live;
    private boolean open;

    /** With what Axon finds on the class path for the parameters of handlers. */
    public ProjectionEngine(ReadModelDatabase readModels, EventLog log, List<? extends Projection> projections)
            throws SQLException {
        this(
                readModels,
                log,
                projections,
                ClasspathParameterResolverFactory.forClass(ProjectionEngine.class),
                ClasspathHandlerDefinition.forClass(ProjectionEngine.class));
    }

    public ProjectionEngine(
            ReadModelDatabase readModels,
            EventLog log,
            List<? extends Projection> projections,
            ParameterResolverFactory parameters,
            HandlerDefinition definition)
            throws SQLException {
        this.log = log;
        this.reads = new JdbcTemplate(readModels.reading());
        this.database = Database.of(readModels.reading());
        this.versions = new ProjectionVersions(reads);
        this.deadLetters = new DeadLetters(reads);
        this.reading = SnapshotReads.reading(readModels.reading(), database);
        Waiters waiters = new Waiters();
        TransactionTemplate writing = new TransactionTemplate(new DataSourceTransactionManager(readModels.writing()));
        for (Projection projection : projections) {
            ProjectionHandlers handlers = new ProjectionHandlers(projection, parameters, definition);
            runners.put(projection.name(), new ProjectionRunner(handlers, log, readModels, database, writing, waiters));
        }
        JdbcTemplate writes = new JdbcTemplate(readModels.writing());
        ProjectionVersions written = new ProjectionVersions(writes);
        BatchApplier applier = new BatchApplier(writing, writes, written, new DeadLetters(writes));
        this.live = new LiveUpdates(log, runners.values(), applier, written, waiters);
    }

    /** Starts all projections, where Axon's configuration does not start each. */
    public void start() {
        open();
        runners.values().forEach(ProjectionRunner::startTaking);
    }

    void start(ProjectionRunner runner) {
        open();
        runner.startTaking();
    }

    /** Makes the tables, whichever projection is started first, since none is fed before all have theirs. */
    private synchronized void open() {
        if (!open) {
            runners.values().forEach(ProjectionRunner::open);
            live.start();
            open = true;
        }
    }

    public boolean has(String projection) {
        return runners.containsKey(projection);
    }

    /**
     * A projection as Axon's configuration lists it.
     *
     * @param source is asked for the token to which a reset goes back
     * @throws UnknownProjectionException when there is no such projection
     */
    public StreamingEventProcessor processor(
            String projection, StreamableMessageSource<TrackedEventMessage<?>> source) {
        return new ProjectionProcessor(this, runner(projection), source);
    }

    /** The events of a projection that wait, as Axon shows them. @throws UnknownProjectionException when there is no such projection */
    public SequencedDeadLetterQueue<EventMessage<?>> deadLetterQueue(String projection) {
        return new ProjectionDeadLetters(runner(projection).parked(), log);
    }

    /** What takes them again. @throws UnknownProjectionException when there is no such projection */
    public SequencedDeadLetterProcessor<EventMessage<?>> deadLetterProcessor(String projection) {
        return new ProjectionDeadLetters(runner(projection).parked(), log);
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

    /** Those that follow the events; not the ones that are stopped or being made, or have far to go. */
    private Stream<ProjectionRunner> following() {
        return runners.values().stream()
                .filter(runner -> runner.isTaking() && runner.isWhole() && !live.isCatchingUp(runner));
    }

    /** How far the slowest projection has come of those that follow the events. */
    public long slowestPosition() {
        return following().mapToLong(ProjectionRunner::position).min().orElse(Long.MAX_VALUE);
    }

    /** Waits until each of those that {@link #slowestPosition} is about has reached the position. */
    public boolean awaitSlowest(long position, Duration timeout) throws InterruptedException {
        return awaitPosition(following().toList(), position, timeout);
    }

    public List<String> names() {
        return List.copyOf(runners.keySet());
    }

    public List<ProjectionProgress> progress() {
        return runners.values().stream().map(ProjectionRunner::progress).toList();
    }

    /** @throws UnknownProjectionException when there is no such projection */
    public ProjectionProgress progress(String projection) {
        return runner(projection).progress();
    }

    /**
     * Starts to rebuild a projection; it goes on serving meanwhile.
     *
     * @throws ReplayRunningException when it is being rebuilt already
     * @throws UnknownProjectionException when there is no such projection
     */
    public void replay(String projection) {
        runner(projection).replay(null);
    }

    /** The tables of the version that serves, for reading. @throws UnknownProjectionException when there is no such projection */
    public Tables serving(String projection) {
        return runner(projection).readable();
    }

    /**
     * The events of a projection that wait, by position, of the version that serves at the moment of this read: those of
     * one that was replaced are gone.
     *
     * @throws UnknownProjectionException when there is no such projection
     */
    public List<ParkedEvent> parked(String projection, long afterPosition, int limit) {
        runner(projection);
        return reading.execute(status -> {
            int version = versions.serving(projection).orElseThrow().version();
            return deadLetters.list(projection, version, afterPosition, limit);
        });
    }

    /** How many events wait, by projection, of the versions that serve; a projection without any is left out. */
    Map<String, Long> parked() {
        return deadLetters.counts().entrySet().stream()
                .filter(each -> runners.containsKey(each.getKey().projection())
                        && runner(each.getKey().projection()).version()
                                == each.getKey().version())
                .collect(Collectors.toMap(each -> each.getKey().projection(), Map.Entry::getValue));
    }

    /**
     * Takes parked events again, those of a stream in their order.
     *
     * @param stream null for all
     * @return how many were taken
     * @throws UnknownProjectionException when there is no such projection
     */
    public int retry(String projection, String stream) {
        return runner(projection).parked().retry(stream);
    }

    /**
     * Gives up on the first parked event of a stream.
     *
     * @return false when the event at this position is not it
     * @throws UnknownProjectionException when there is no such projection
     */
    public boolean discard(String projection, String stream, long position) {
        return runner(projection).parked().discard(stream, position);
    }

    ProjectionRunner runner(String projection) {
        ProjectionRunner runner = runners.get(projection);
        if (runner == null) {
            throw new UnknownProjectionException(projection);
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
    public <R> Optional<R> readApart(
            List<String> projections, OptionalLong position, Function<ServingVersions, Optional<R>> query) {
        position.ifPresent(wanted -> await(projections, wanted));
        Map<String, ServingVersion> versions = new HashMap<>();
        for (String projection : projections) {
            ProjectionRunner runner = runner(projection);
            if (!runner.isWhole()) {
                return Optional.empty();
            }
            versions.put(projection, new ServingVersion(projection, runner.readable(), position.orElse(0)));
        }
        try {
            return query.apply(projection -> Objects.requireNonNull(versions.get(projection), projection));
        } catch (BadSqlGrammarException e) {
            return Optional.empty();
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
            return new Tables(row(projection).version(), database, reads);
        }

        @Override
        public long position(String projection) {
            return row(projection).position();
        }

        private ProjectionVersions.Row row(String projection) {
            ProjectionVersions.Row row = rows.get(projection);
            if (row == null) {
                throw new IllegalArgumentException(projection + " was not asked for, only " + rows.keySet());
            }
            return row;
        }

        @Override
        public boolean isStale(String projection, String stream) {
            return deadLetters.isParked(projection, row(projection).version(), stream);
        }

        @Override
        public Set<String> staleStreams(String projection) {
            return deadLetters.parkedStreams(projection, row(projection).version());
        }

        @Override
        public boolean isStale(String projection) {
            return !deadLetters
                    .list(projection, row(projection).version(), 0, 1)
                    .isEmpty();
        }
    }
}
