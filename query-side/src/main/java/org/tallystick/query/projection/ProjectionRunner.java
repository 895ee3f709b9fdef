package org.tallystick.query.projection;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/**
 * One projection in this process: the version that serves and how far it is, and its replay. The lock is held for each
 * batch of the serving version, so that a switch, a retry or a discard happens between two batches.
 */
final class ProjectionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
    static final int LIVE_BATCH = 5_000;

    private final Projection projection;
    private final EventLog log;
    private final JdbcTemplate reads;
    private final ReadModelDatabase.BulkWrites bulk;
    private final TransactionTemplate transaction;
    private final ProjectionVersions rows;
    private final VersionTables versions;
    private final DeadLetters deadLetters;
    private final BatchApplier applier;
    private final ReentrantLock batch = new ReentrantLock();
    private final PositionSignal served;
    private volatile Target serving;
    private volatile long wholeFrom;
    private volatile Replay replay;
    private final List<KeptRows<?>.Source> kept = new CopyOnWriteArrayList<>();

    ProjectionRunner(
            Projection projection,
            EventLog log,
            ReadModelDatabase readModels,
            Tables.Database database,
            TransactionTemplate transaction,
            Waiters waiters) {
        this.projection = projection;
        this.log = log;
        JdbcTemplate jdbc = new JdbcTemplate(readModels.writing());
        this.reads = new JdbcTemplate(readModels.reading());
        this.bulk = readModels.bulk();
        this.transaction = transaction;
        this.rows = new ProjectionVersions(jdbc);
        this.versions = new VersionTables(projection, jdbc, database);
        this.deadLetters = new DeadLetters(jdbc);
        this.applier = new BatchApplier(transaction, jdbc, rows, deadLetters);
        this.served = new PositionSignal(waiters);
    }

    String name() {
        return projection.name();
    }

    void open() {
        transaction.executeWithoutResult(status -> versions.open(log::head));
        resume(rows -> {});
    }

    /** Whether it has seen what was stored when its tables were made. Before that, what they say was true of no moment. */
    boolean isWhole() {
        return served.position() >= wholeFrom;
    }

    void lock() {
        batch.lock();
    }

    void unlock() {
        batch.unlock();
    }

    /** Where batches are written; changes only under the lock. */
    Target serving() {
        return serving;
    }

    /** Whether events of the stream wait in the dead-letter queue. */
    boolean isParked(String stream) {
        return serving.parked().contains(stream);
    }

    /** Takes what it lacks up to a position where a batch ended, at most a batch. */
    void catchUp(long front) {
        long from = served.position();
        int most = (int) Math.min(LIVE_BATCH, front - from);
        List<RecordedEvent> read = log.read(from, Math.max(0, most));
        List<RecordedEvent> events = from + most == front ? read : WholeUnits.of(read, LIVE_BATCH);
        batch.lock();
        try {
            if (!events.isEmpty() && served.position() == from) {
                take(from, events);
            }
        } finally {
            batch.unlock();
        }
    }

    /** Writes a batch by itself; under the lock. */
    void take(long from, List<RecordedEvent> events) {
        if (applier.apply(serving, from, events) < 0) {
            resumeAfterOther();
        } else {
            taken(events);
        }
    }

    /** Tells rows in memory what becomes of the serving version. */
    void keeping(KeptRows<?>.Source rows) {
        kept.add(rows);
    }

    /** A batch is written. Followers are told after the commit; what goes wrong with them does not concern the projection. */
    void taken(List<RecordedEvent> events) {
        long to = events.get(events.size() - 1).position();
        kept.forEach(rows -> rows.published(events, to));
        kept.forEach(rows -> rows.confirmed(System.nanoTime()));
        try {
            projection.published(events, readable());
        } catch (RuntimeException e) {
            LOG.error("followers of projection {} could not be told", name(), e);
        }
        served.moveTo(to);
    }

    /** Another process has written or switched this version; under the lock. */
    void resumeAfterOther() {
        resume(KeptRows<?>.Source::foundShared);
    }

    /**
     * Goes on from where the rows say that it is.
     *
     * @param found is told the rows in memory once the tables are those to read, and before they are shown
     */
    private void resume(Consumer<KeptRows<?>.Source> found) {
        serving = versions.serving();
        ProjectionVersions.Row row = versions.row();
        wholeFrom = row.wholeFrom();
        long position = row.position();
        kept.forEach(found);
        forget(position);
        served.moveTo(position);
    }

    /** The rows that serve are others than the last batch has made. */
    private void forget(long position) {
        projection.forget();
        kept.forEach(rows -> rows.forget(position));
    }

    /** Another process may have moved it on or switched it; a database that went down may have forgotten the last batch. */
    void compareWith(ProjectionVersions.Row row, long askedNanoTime) {
        batch.lock();
        try {
            if (row.version() == serving.version() && row.position() == served.position()) {
                kept.forEach(rows -> rows.confirmed(askedNanoTime));
            } else {
                resumeAfterOther();
            }
        } finally {
            batch.unlock();
        }
    }

    /** @throws ReplayRunningException when one runs already */
    synchronized void replay() {
        if (replay != null) {
            throw new ReplayRunningException(name());
        }
        replay = new Replay(this, log, versions, applier, bulk);
        replay.start();
    }

    void replayEnded() {
        replay = null;
    }

    /** Between two batches of the old version, and not behind it: nobody sees the position go back. */
    void switchTo(Target next, long from, Replay following) {
        int old;
        batch.lock();
        try {
            long position = from;
            while (position < served.position()) {
                position = following.catchUp(next, position);
            }
            old = serving.version();
            transaction.executeWithoutResult(status -> rows.serve(name(), next.version()));
            serving = next;
            forget(position);
            served.moveTo(position);
        } finally {
            batch.unlock();
        }
        versions.drop(old);
        LOG.info("projection {} serves version {} at position {}", name(), next.version(), served.position());
    }

    boolean awaitPosition(long position, Duration timeout) throws InterruptedException {
        return served.await(position, timeout);
    }

    /** The serving tables, for reading beside the threads that write. */
    Tables readable() {
        return new Tables(serving.version(), serving.tables().database(), reads);
    }

    int version() {
        return serving.version();
    }

    long position() {
        return served.position();
    }

    ProjectionProgress progress() {
        Replay running = replay;
        long head = log.head();
        long position = served.position();
        if (running == null) {
            return new ProjectionProgress(name(), version(), position, head, false, position, head, 0, null);
        }
        ReplayProgress done = running.progress();
        return new ProjectionProgress(
                name(),
                version(),
                position,
                head,
                true,
                done.eventsDone(),
                done.eventsTotal(),
                done.eventsPerSecond(),
                done.secondsLeft());
    }

    /** Takes parked events again: of one stream, or (null) of all. Answers how many were taken. */
    int retry(String stream) {
        batch.lock();
        try {
            int taken = 0;
            for (String each : stream == null ? Set.copyOf(serving.parked()) : Set.of(stream)) {
                List<RecordedEvent> letters = deadLetters.positions(name(), version(), each).stream()
                        .map(position -> log.read(position - 1, 1).get(0))
                        .toList();
                taken += applier.retry(serving, letters);
                releaseIfEmpty(each);
            }
            return taken;
        } finally {
            forget(served.position());
            batch.unlock();
        }
    }

    /** Gives up on the first parked event of a stream. False when that is not it. */
    boolean discard(String stream, long position) {
        batch.lock();
        try {
            List<Long> waiting = deadLetters.positions(name(), version(), stream);
            boolean removed =
                    !waiting.isEmpty() && waiting.get(0) == position && deadLetters.remove(name(), version(), position);
            releaseIfEmpty(stream);
            return removed;
        } finally {
            forget(served.position());
            batch.unlock();
        }
    }

    private void releaseIfEmpty(String stream) {
        if (!deadLetters.isParked(name(), version(), stream)) {
            serving.parked().remove(stream);
        }
    }

    void stop() {
        Replay running = replay;
        if (running != null) {
            running.stop();
        }
    }

    void close() {
        Replay running = replay;
        if (running != null) {
            running.close();
        }
    }
}
