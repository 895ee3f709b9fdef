package org.tallystick.query.projection;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/**
 * Keeps one projection up with the events, and rebuilds it into a new version when asked. The lock is held for each batch
 * of the serving version, so that a switch, a retry or a discard happens between two batches.
 */
final class ProjectionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
    private static final int LIVE_BATCH = 5_000;
    private static final int REPLAY_BATCH = 20_000;
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration LONGEST_GATHERING = Duration.ofMillis(25);

    private final Projection projection;
    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final JdbcTemplate reads;
    private final ReadModelDatabase.BulkWrites bulk;
    private final Tables.Database database;
    private final TransactionTemplate transaction;
    private final ProjectionVersions versions;
    private final ProjectionVersions readVersions;
    private final DeadLetters deadLetters;
    private final BatchApplier applier;
    private final ReentrantLock batch = new ReentrantLock();
    private final PositionSignal served = new PositionSignal();
    private final List<KeptRows<?>> kept = new CopyOnWriteArrayList<>();
    private Thread live;
    private Thread replaying;
    private volatile Tables serving;
    private Set<String> parked;
    private volatile ReplayProgress replay;
    private volatile boolean closing;

    ProjectionRunner(Projection projection, EventLog log, ReadModelDatabase readModels, Tables.Database database) {
        this.projection = projection;
        this.log = log;
        this.jdbc = new JdbcTemplate(readModels.writing());
        this.reads = new JdbcTemplate(readModels.reading());
        this.bulk = readModels.bulk();
        this.database = database;
        this.transaction = new TransactionTemplate(new DataSourceTransactionManager(readModels.writing()));
        this.versions = new ProjectionVersions(jdbc);
        this.readVersions = new ProjectionVersions(reads);
        this.deadLetters = new DeadLetters(jdbc);
        this.applier = new BatchApplier(transaction, versions, deadLetters);
    }

    String name() {
        return projection.name();
    }

    void start() {
        open();
        live = new Thread(this::follow, "projection-" + name());
        live.setDaemon(true);
        live.start();
    }

    /**
     * Finds the serving version or creates the first one. What an interrupted replay left is removed, and so is what
     * belongs to another journal, or to a later state of this one than was restored.
     */
    private void open() {
        long head = log.head();
        for (ProjectionVersions.Row row : versions.all(name())) {
            if (row.position() > head) {
                LOG.warn("projection {} was at {}, beyond the journal: it is rebuilt", name(), row.position());
            }
            if (!row.serving() || row.position() > head) {
                drop(row.version());
            }
        }
        if (versions.serving(name()).isEmpty()) {
            Tables first = create(1, true);
            projection.indexStatements(first).forEach(jdbc::execute);
        }
        ProjectionVersions.Row row = versions.serving(name()).orElseThrow();
        serving = tables(row.version());
        parked = deadLetters.parkedStreams(name(), row.version());
        served.moveTo(row.position());
    }

    private Tables tables(int version) {
        return new Tables(version, database, jdbc);
    }

    /** The row comes last: a version without one is a leftover of a start that was cut short. */
    private Tables create(int version, boolean serves) {
        Tables tables = tables(version);
        dropTables(tables);
        projection.tableStatements(tables).forEach(jdbc::execute);
        versions.insert(name(), version, serves);
        return tables;
    }

    private void drop(int version) {
        versions.delete(name(), version);
        deadLetters.removeAll(name(), version);
        dropTables(tables(version));
    }

    private void dropTables(Tables tables) {
        projection.tableNames(tables).forEach(table -> jdbc.execute("DROP TABLE IF EXISTS " + table));
    }

    private void follow() {
        int failures = 0;
        while (!closing) {
            try {
                long from = served.position();
                long began = System.nanoTime();
                if (!step()) {
                    confirm();
                    log.awaitBeyond(from, IDLE);
                } else if (served.position() - from < LIVE_BATCH) {
                    letEventsGather(Duration.ofNanos(System.nanoTime() - began));
                }
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // A thread that ends here would leave a read model behind for ever, without a word.
                if (closing) {
                    return;
                }
                LOG.warn("projection {} could not go on and tries again: {}", name(), e.toString());
                pause(++failures);
            }
        }
    }

    /** A batch costs much however small it is, so that under load it should be followed by a larger one. */
    private void letEventsGather(Duration lastBatch) throws InterruptedException {
        Duration twice = lastBatch.multipliedBy(2);
        served.pauseUnlessAwaited(twice.compareTo(LONGEST_GATHERING) < 0 ? twice : LONGEST_GATHERING);
    }

    private void pause(int failures) {
        LockSupport.parkNanos(
                this,
                Duration.ofMillis(Math.min(5_000, 100L << Math.min(6, failures)))
                        .toNanos());
    }

    /** One batch of the serving version. False when there was nothing to do. */
    private boolean step() {
        List<RecordedEvent> events = WholeUnits.of(log.read(served.position(), LIVE_BATCH), LIVE_BATCH);
        if (events.isEmpty()) {
            return false;
        }
        batch.lock();
        try {
            long from = served.position();
            if (events.get(0).position() != from + 1) {
                return true;
            }
            long to = applier.apply(projection, serving, from, events, parked);
            if (to < 0) {
                resume();
            } else {
                kept.forEach(rows -> rows.published(events, to));
                kept.forEach(rows -> rows.confirmed(System.nanoTime()));
                published(events);
                served.moveTo(to);
            }
            return true;
        } finally {
            batch.unlock();
        }
    }

    /** Another process has written this version: go on from where it is. */
    private void resume() {
        ProjectionVersions.Row row = versions.serving(name()).orElseThrow();
        serving = tables(row.version());
        parked = deadLetters.parkedStreams(name(), row.version());
        kept.forEach(KeptRows::foundShared);
        kept.forEach(rows -> rows.forget(row.position()));
        served.moveTo(row.position());
    }

    /** Looks whether another process has written or switched this version, which its rows in memory do not tell. */
    private void confirm() {
        if (kept.stream().allMatch(KeptRows::isEmpty)) {
            return;
        }
        batch.lock();
        try {
            long asked = System.nanoTime();
            ProjectionVersions.Row row = readVersions.serving(name()).orElseThrow();
            if (row.version() == serving.version() && row.position() == served.position()) {
                kept.forEach(rows -> rows.confirmed(asked));
            } else {
                resume();
            }
        } finally {
            batch.unlock();
        }
    }

    /** Tells these rows what becomes of the serving version. */
    void keeping(KeptRows<?> rows) {
        kept.add(rows);
    }

    /** Followers are told after the commit; what goes wrong with them does not concern the projection. */
    private void published(List<RecordedEvent> events) {
        try {
            projection.published(events, readable());
        } catch (RuntimeException e) {
            LOG.error("followers of projection {} could not be told", name(), e);
        }
    }

    /** @throws ReplayRunningException when one runs already */
    synchronized void replay() {
        if (replay != null) {
            throw new ReplayRunningException(name());
        }
        replay = new ReplayProgress(log.head());
        replaying = new Thread(this::rebuild, "replay-" + name());
        replaying.setDaemon(true);
        replaying.start();
    }

    private void rebuild() {
        try {
            int version = serving.version() + 1;
            Tables tables = create(version, false);
            Set<String> parkedHere = deadLetters.parkedStreams(name(), version);
            long position = catchUp(tables, 0, parkedHere);
            bulk.run(() -> projection.indexStatements(tables).forEach(jdbc::execute));
            position = catchUp(tables, position, parkedHere);
            switchTo(tables, position, parkedHere);
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("the replay of projection {} failed; the old version goes on serving", name(), e);
            }
        } finally {
            replay = null;
        }
    }

    /** Reads up to the head as it moves on, in large batches. */
    private long catchUp(Tables tables, long from, Set<String> parkedHere) {
        long position = from;
        while (true) {
            if (closing) {
                throw new IllegalStateException("stopping");
            }
            List<RecordedEvent> events = WholeUnits.of(log.read(position, REPLAY_BATCH), REPLAY_BATCH);
            if (events.isEmpty()) {
                return position;
            }
            position = applier.apply(projection, tables, position, events, parkedHere);
            if (position < 0) {
                throw new IllegalStateException("another process has written version " + tables.version());
            }
            replay.done(position, log.head());
        }
    }

    /** Between two batches of the old version, and not behind it: nobody sees the position go back. */
    private void switchTo(Tables tables, long from, Set<String> parkedHere) {
        int old;
        batch.lock();
        try {
            long position = from;
            while (position < served.position()) {
                position = catchUp(tables, position, parkedHere);
            }
            old = serving.version();
            transaction.executeWithoutResult(status -> versions.serve(name(), tables.version()));
            serving = tables;
            parked = parkedHere;
            long reached = position;
            kept.forEach(rows -> rows.forget(reached));
            served.moveTo(position);
        } finally {
            batch.unlock();
        }
        drop(old);
        LOG.info("projection {} serves version {} at position {}", name(), tables.version(), served.position());
    }

    boolean awaitPosition(long position, Duration timeout) throws InterruptedException {
        return served.await(position, timeout);
    }

    /** The serving tables, for reading beside the threads that write. */
    Tables readable() {
        return new Tables(serving.version(), database, reads);
    }

    int version() {
        return serving.version();
    }

    long position() {
        return served.position();
    }

    ProjectionProgress progress() {
        ReplayProgress running = replay;
        long head = log.head();
        long position = served.position();
        return running == null
                ? new ProjectionProgress(name(), serving.version(), position, head, false, position, head, 0, null)
                : new ProjectionProgress(
                        name(),
                        serving.version(),
                        position,
                        head,
                        true,
                        running.eventsDone(),
                        running.eventsTotal(),
                        running.eventsPerSecond(),
                        running.secondsLeft());
    }

    /** Takes parked events again: of one stream, or (null) of all. Answers how many were taken. */
    int retry(String stream) {
        batch.lock();
        try {
            int taken = 0;
            for (String each : stream == null ? Set.copyOf(parked) : Set.of(stream)) {
                List<RecordedEvent> letters = deadLetters.positions(name(), serving.version(), each).stream()
                        .map(position -> log.read(position - 1, 1).get(0))
                        .toList();
                taken += applier.retry(projection, serving, letters);
                releaseIfEmpty(each);
            }
            return taken;
        } finally {
            kept.forEach(rows -> rows.forget(served.position()));
            batch.unlock();
        }
    }

    /** Gives up on the first parked event of a stream. False when that is not it. */
    boolean discard(String stream, long position) {
        batch.lock();
        try {
            List<Long> waiting = deadLetters.positions(name(), serving.version(), stream);
            boolean removed = !waiting.isEmpty()
                    && waiting.get(0) == position
                    && deadLetters.remove(name(), serving.version(), position);
            releaseIfEmpty(stream);
            return removed;
        } finally {
            kept.forEach(rows -> rows.forget(served.position()));
            batch.unlock();
        }
    }

    private void releaseIfEmpty(String stream) {
        if (!deadLetters.isParked(name(), serving.version(), stream)) {
            parked.remove(stream);
        }
    }

    void stop() {
        closing = true;
        LockSupport.unpark(live);
    }

    /** Waits until the threads have ended their batch. */
    void close() {
        stop();
        for (Thread thread : new Thread[] {live, replaying}) {
            end(thread);
        }
    }

    /** Never interrupts: an interrupt during file I/O would close the file of an embedded database under everybody. */
    private static void end(Thread thread) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
