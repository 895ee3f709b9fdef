package org.tallystick.readmodels;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.axonframework.eventhandling.ResetNotSupportedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.Database;

/**
 * One projection in this process: the version that serves and how far it is, and its replay. The lock is held for each
 * batch of the serving version, so that a switch, a retry or a discard happens between two batches.
 */
final class ProjectionRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRunner.class);
    static final int LIVE_BATCH = 5_000;

    private final ProjectionHandlers handlers;
    private final EventLog log;
    private final JdbcTemplate reads;
    private final ReadModelDatabase.BulkWrites bulk;
    private final TransactionTemplate transaction;
    private final ProjectionVersions rows;
    private final VersionTables versions;
    private final ParkedEvents parked;
    private final BatchApplier applier;
    private final ReentrantLock batch = new ReentrantLock();
    private final PositionSignal served;
    /** There once {@link #open} was called. */
    @SuppressWarnings("NullAway.Init")
    private volatile Target serving;

    private volatile long wholeFrom;
    private volatile @Nullable Replay replay;
    private volatile boolean taking;
    private volatile @Nullable Throwable fault;
    private final List<RowCache<?>.Source> kept = new CopyOnWriteArrayList<>();

    ProjectionRunner(
            ProjectionHandlers handlers,
            EventLog log,
            ReadModelDatabase readModels,
            Database database,
            TransactionTemplate transaction,
            Waiters waiters) {
        this.handlers = handlers;
        this.log = log;
        JdbcTemplate jdbc = new JdbcTemplate(readModels.writing());
        this.reads = new JdbcTemplate(readModels.reading());
        this.bulk = readModels.bulk();
        this.transaction = transaction;
        this.rows = new ProjectionVersions(jdbc);
        this.versions = new VersionTables(handlers, jdbc, database);
        DeadLetters deadLetters = new DeadLetters(jdbc);
        this.applier = new BatchApplier(transaction, jdbc, rows, deadLetters);
        this.parked = new ParkedEvents(this, log, applier, deadLetters, new DeadLetters(reads));
        this.served = new PositionSignal(waiters);
    }

    String name() {
        return handlers.projection().name();
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

    ParkedEvents parked() {
        return parked;
    }

    /** Takes batches from now on. */
    void startTaking() {
        taking = true;
    }

    /** Waits for the batch that is being written. */
    void stopTaking() {
        batch.lock();
        try {
            taking = false;
        } finally {
            batch.unlock();
        }
    }

    boolean isTaking() {
        return taking;
    }

    /** What keeps it from going on; null while nothing does. */
    @Nullable
    Throwable fault() {
        return fault;
    }

    /** @param fault null when it goes on */
    void met(@Nullable Throwable fault) {
        this.fault = fault;
    }

    /** Takes what it lacks up to a position where a unit of work ended, at most a batch. */
    void catchUp(long front) {
        long from = served.position();
        if (from >= front) {
            return;
        }
        List<RecordedEvent> events =
                front - from < LIVE_BATCH ? log.read(from, (int) (front - from)) : log.readUnits(from, LIVE_BATCH);
        batch.lock();
        try {
            if (!events.isEmpty() && taking && served.position() == from) {
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
    void keeping(RowCache<?>.Source rows) {
        kept.add(rows);
    }

    /** A batch is written. Followers are told after the commit; what goes wrong with them does not concern the projection. */
    void taken(List<RecordedEvent> events) {
        long to = events.get(events.size() - 1).position();
        kept.forEach(rows -> rows.published(events, to));
        kept.forEach(rows -> rows.confirmed(System.nanoTime()));
        try {
            handlers.projection().published(events, readable());
        } catch (RuntimeException e) {
            LOG.error("followers of projection {} could not be told", name(), e);
        }
        served.moveTo(to);
    }

    /** Another process has written or switched this version; under the lock. */
    void resumeAfterOther() {
        resume(RowCache<?>.Source::foundShared);
    }

    /**
     * Goes on from where the rows say that it is.
     *
     * @param found is told the rows in memory once the tables are those to read, and before they are shown
     */
    private void resume(Consumer<RowCache<?>.Source> found) {
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
        handlers.projection().forget();
        kept.forEach(rows -> rows.forget(position));
    }

    /** Rows have changed in another way than by a batch; under the lock. */
    void forget() {
        forget(served.position());
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

    boolean supportsReset() {
        return handlers.supportsReset();
    }

    /**
     * @param context for the reset handlers of the projection; may be null
     * @throws ReplayRunningException when one runs already, be it in another process
     * @throws ResetNotSupportedException when the projection does not allow it
     */
    synchronized void replay(@Nullable Object context) {
        if (replay != null || versions.isFilledElsewhere()) {
            throw new ReplayRunningException(name());
        }
        if (!handlers.supportsReset()) {
            throw new ResetNotSupportedException("no handler of " + name() + " may be given events again");
        }
        handlers.prepareReset(context);
        Replay started = new Replay(this, new Target.Reset(context), log, versions, applier, bulk);
        replay = started;
        started.start();
    }

    Target createNext(Target.Reset reset) {
        return transaction.execute(status -> versions.create(reset));
    }

    void replayEnded() {
        replay = null;
    }

    /** Between two batches of the old version, and not behind it: nobody sees the position go back. */
    void switchTo(Target next, long from, Replay following) {
        int old;
        batch.lock();
        try {
            old = serving.version();
            long position = from;
            while (position < served.position()) {
                position = following.catchUp(next, position);
            }
            if (position - served.position() <= LIVE_BATCH) {
                // Followers, and handlers that take no part in replays, get every event from a version that serves.
                catchUp(position);
            }
            transaction.executeWithoutResult(status -> rows.serve(name(), old, next.version()));
            serving = next.serving();
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
