package org.tallystick.readmodels;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.Database;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ProcessThreads;
import org.tallystick.storage.thread.SteadyThread;

/** Builds the next version of a projection from all events while the serving one goes on, and lets it take over. */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    /**
     * Rows are mostly appended, so that little is gained by large ones. What a batch holds must be garbage before it has
     * outlived several collections: two replays at once have four batches in memory.
     */
    private static int largestBatch(Database database) {
        return database == Database.POSTGRESQL ? 10_000 : 20_000;
    }

    /** Of the whole memory: for several replays at once, each with a batch that is written and one that is read. */
    private static final long BYTES_PER_EVENT = 16 << 10;

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private static final int CLAIM_SECONDS = 10;

    private final ProjectionRunner runner;
    private final Target.Reset reset;
    private final EventLog log;
    private final VersionTables versions;
    private final BatchApplier applier;
    private final ReadModelDatabase.BulkWrites bulk;
    private final ReplayProgress progress;
    private final Thread thread;
    private final ScheduledExecutorService claims;
    private volatile @Nullable Target target;
    private volatile boolean closing;

    Replay(
            ProjectionRunner runner,
            Target.Reset reset,
            EventLog log,
            VersionTables versions,
            BatchApplier applier,
            ReadModelDatabase.BulkWrites bulk) {
        this.runner = runner;
        this.reset = reset;
        this.log = log;
        this.versions = versions;
        this.applier = applier;
        this.bulk = bulk;
        this.progress = new ReplayProgress(log.head());
        this.thread = ProcessThreads.once("replay-" + runner.name(), this::rebuild);
        this.claims = ProcessThreads.timer("replay-claim-" + runner.name());
    }

    void start() {
        thread.start();
    }

    ReplayProgress progress() {
        return progress;
    }

    private void rebuild() {
        try {
            Target next = runner.createNext(reset);
            target = next;
            claims.scheduleWithFixedDelay(() -> versions.claim(next), CLAIM_SECONDS, CLAIM_SECONDS, TimeUnit.SECONDS);
            finish(next, catchUp(next, 0));
        } catch (RuntimeException | Error e) {
            if (!closing) {
                FaultHandler.ofProcess().goesOn(thread.getName(), e);
                LOG.error("the replay of projection {} failed; the old version goes on serving", runner.name());
                giveUp();
            }
        } finally {
            claims.shutdown();
            runner.replayEnded();
        }
    }

    private void finish(Target next, long position) {
        bulk.run(() -> versions.index(next));
        versions.analyze(next);
        runner.switchTo(next, catchUp(next, position), this);
    }

    /** Makes room for the next try. */
    private void giveUp() {
        Target begun = target;
        if (begun == null || begun.version() == runner.version()) {
            return;
        }
        try {
            versions.drop(begun.version());
        } catch (RuntimeException e) {
            LOG.warn("version {} of {} could not be removed; the next start does", begun.version(), runner.name(), e);
        }
    }

    private static int batch(Database database) {
        return (int) Math.min(largestBatch(database), Runtime.getRuntime().maxMemory() / BYTES_PER_EVENT);
    }

    /** Goes up to the head as it moves on, in large batches. */
    long catchUp(Target next, long from) {
        long position = from;
        try (ReadAhead batches = new ReadAhead(log, from, batch(next.tables().database()))) {
            for (List<RecordedEvent> events = batches.next(); !events.isEmpty(); events = batches.next()) {
                if (closing) {
                    throw new IllegalStateException("stopping");
                }
                position = applier.apply(next, position, events);
                if (position < 0) {
                    throw new IllegalStateException("another process has written version " + next.version());
                }
                progress.done(position, log.head());
            }
        }
        return position;
    }

    void stop() {
        closing = true;
    }

    /** Waits until its batch has ended. */
    void close() {
        stop();
        SteadyThread.end(thread, LONGEST_END);
    }
}
