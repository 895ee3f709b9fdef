package org.tallystick.query.projection;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/** Builds the next version of a projection from all events while the serving one goes on, and lets it take over. */
final class Replay {
    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    /**
     * Rows are mostly appended, so that little is gained by large ones. What a batch holds must be garbage before it has
     * outlived several collections: two replays at once have four batches in memory.
     */
    private static final Map<Tables.Database, Integer> LARGEST_BATCH =
            Map.of(Tables.Database.POSTGRESQL, 10_000, Tables.Database.H2, 20_000);

    /** Of the whole memory: for several replays at once, each with a batch that is written and one that is read. */
    private static final long BYTES_PER_EVENT = 16 << 10;

    private final ProjectionRunner runner;
    private final EventLog log;
    private final VersionTables versions;
    private final BatchApplier applier;
    private final ReadModelDatabase.BulkWrites bulk;
    private final ReplayProgress progress;
    private final Thread thread;
    private volatile boolean closing;

    Replay(
            ProjectionRunner runner,
            EventLog log,
            VersionTables versions,
            BatchApplier applier,
            ReadModelDatabase.BulkWrites bulk) {
        this.runner = runner;
        this.log = log;
        this.versions = versions;
        this.applier = applier;
        this.bulk = bulk;
        this.progress = new ReplayProgress(log.head());
        this.thread = new Thread(this::rebuild, "replay-" + runner.name());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    ReplayProgress progress() {
        return progress;
    }

    private void rebuild() {
        Target target = null;
        try {
            target = versions.create(runner.version() + 1);
            long position = catchUp(target, 0);
            finish(target, position);
        } catch (RuntimeException e) {
            if (!closing) {
                LOG.error("the replay of projection {} failed; the old version goes on serving", runner.name(), e);
                giveUp(target);
            }
        } finally {
            runner.replayEnded();
        }
    }

    private void finish(Target target, long position) {
        bulk.run(() -> versions.index(target));
        versions.analyze(target);
        runner.switchTo(target, catchUp(target, position), this);
    }

    /** Makes room for the next try. */
    private void giveUp(Target target) {
        if (target == null || target.version() == runner.version()) {
            return;
        }
        try {
            versions.drop(target.version());
        } catch (RuntimeException e) {
            LOG.warn("version {} of {} could not be removed; the next start does", target.version(), runner.name(), e);
        }
    }

    private static int batch(Tables.Database database) {
        return (int) Math.min(LARGEST_BATCH.get(database), Runtime.getRuntime().maxMemory() / BYTES_PER_EVENT);
    }

    /** Goes up to the head as it moves on, in large batches. */
    long catchUp(Target target, long from) {
        long position = from;
        try (ReadAhead batches = new ReadAhead(log, from, batch(target.tables().database()))) {
            for (List<RecordedEvent> events = batches.next(); !events.isEmpty(); events = batches.next()) {
                if (closing) {
                    throw new IllegalStateException("stopping");
                }
                position = applier.apply(target, position, events);
                if (position < 0) {
                    throw new IllegalStateException("another process has written version " + target.version());
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
        SteadyThread.end(thread);
    }
}
