package org.tallystick.eventstore.boot;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tallystick.eventstore.journal.Journal;
import org.tallystick.eventstore.journal.JournalFigures;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.journal.StoreProbe;
import org.tallystick.eventstore.lane.LaneFigures;

/**
 * Who writes, how far the store is, and how lanes and journal get on. Whatever is counted for each command is a plain
 * addition by one thread; a histogram gets a value for each write to the store at most. Nothing here asks a database.
 */
final class EventStoreMetrics implements MeterBinder {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Duration[] COMMIT_BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Journal journal;
    private final JournalFigures figures;
    private final StoreProbe probe;
    private final List<LaneFigures> lanes;

    EventStoreMetrics(Store store, StoreProbe probe, List<LaneFigures> lanes) {
        this.journal = store.journal();
        this.figures = store.figures();
        this.probe = probe;
        this.lanes = lanes;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("tallystick.writer", journal, each -> each.isWriter() ? 1 : 0)
                .description("1 while this process writes to the store")
                .register(registry);
        Gauge.builder(
                        "tallystick.store.writable",
                        journal,
                        each -> each.notWritable().isPresent() ? 0 : 1)
                .description("0 while the store cannot be written")
                .register(registry);
        bindProbe(registry);
        bindCommits(registry);
        bindFigures(registry);
        lanes.forEach(lane -> bindLane(lane, registry));
    }

    private void bindProbe(MeterRegistry registry) {
        Gauge.builder(
                        "tallystick.store.writer.known",
                        probe,
                        each -> each.last().hasWriter() ? 1 : 0)
                .description("1 while some process has a valid lease to write")
                .register(registry);
        Gauge.builder("tallystick.store.epoch", probe, each -> each.last().epoch())
                .description("Goes up whenever a process becomes the writer")
                .register(registry);
        Gauge.builder("tallystick.store.position", probe, each -> each.last().head())
                .description("Position of the last event that is stored")
                .register(registry);
        Gauge.builder(
                        "tallystick.store.answer.age",
                        probe,
                        each -> each.last().age().toNanos() / NANOS_PER_SECOND)
                .baseUnit("seconds")
                .description("For how long the database has not answered")
                .register(registry);
    }

    private void bindCommits(MeterRegistry registry) {
        Timer commits = Timer.builder("tallystick.journal.commit")
                .description("Writing a group of units of work: transaction and sync")
                .serviceLevelObjectives(COMMIT_BOUNDS)
                .register(registry);
        journal.afterEachWrite(nanos -> commits.record(nanos, TimeUnit.NANOSECONDS));
    }

    private void bindFigures(MeterRegistry registry) {
        Gauge.builder("tallystick.journal.pending.events", figures, JournalFigures::pendingEvents)
                .description("Events that were appended and are not stored yet")
                .register(registry);
        Gauge.builder("tallystick.index.pending.entries", figures, JournalFigures::unindexedEntries)
                .description("Entries in memory that the stream index lacks")
                .register(registry);
        FunctionTimer.builder(
                        "tallystick.journal.sync",
                        figures,
                        JournalFigures::syncs,
                        JournalFigures::syncNanos,
                        TimeUnit.NANOSECONDS)
                .description("Syncs of the file of H2, as part of commits")
                .register(registry);
    }

    private static void bindLane(LaneFigures lane, MeterRegistry registry) {
        Gauge.builder("tallystick.lane.queue.commands", lane, LaneFigures::queued)
                .tag("lane", lane.lane())
                .description("Commands that wait to be decided")
                .register(registry);
        FunctionCounter.builder("tallystick.lane.commands", lane, LaneFigures::commands)
                .tag("lane", lane.lane())
                .description("Commands that were decided")
                .register(registry);
        FunctionTimer.builder(
                        "tallystick.lane.group",
                        lane,
                        LaneFigures::groups,
                        LaneFigures::busyNanos,
                        TimeUnit.NANOSECONDS)
                .tag("lane", lane.lane())
                .description("Groups of commands taken from the queue at once, and the time to decide them")
                .register(registry);
    }
}
