package org.tallystick.readmodels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.thread.SteadyThread;

/**
 * Keeps the serving versions of all projections up with the events: one thread reads each batch once and writes it for all
 * of them in one transaction. When one of them cannot take it, each takes it by itself. One that is behind the others
 * catches up first, in a thread of its own when it is far behind.
 */
final class LiveUpdates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveUpdates.class);
    private static final int BATCH = ProjectionRunner.LIVE_BATCH;
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration LONGEST_GATHERING = Duration.ofMillis(200);
    /** How long a small batch may be followed by five times the time that it took, instead of twice. */
    private static final Duration SHORT_GATHERING = Duration.ofMillis(30);

    /** Reads and the writer wait for the end of a batch. */
    private static final Duration LONGEST_BATCH = Duration.ofMillis(300);

    private static final int SMALLEST_BATCH = 500;
    /** How often it is looked whether a whole batch has gathered. */
    private static final Duration LOOK = Duration.ofMillis(20);

    private final EventLog log;
    private final List<ProjectionRunner> runners;
    private final BatchApplier applier;
    private final ProjectionVersions versions;
    private final Waiters waiters;
    private final SteadyThread thread = SteadyThread.ofStep("projections", this::follow);
    private final Map<ProjectionRunner, SteadyThread> catchingUp = new ConcurrentHashMap<>();
    private volatile long front;
    private int batch = SMALLEST_BATCH;

    LiveUpdates(
            EventLog log,
            Collection<ProjectionRunner> runners,
            BatchApplier applier,
            ProjectionVersions versions,
            Waiters waiters) {
        this.log = log;
        this.runners = List.copyOf(runners);
        this.applier = applier;
        this.versions = versions;
        this.waiters = waiters;
    }

    void start() {
        thread.start();
    }

    private boolean follow() throws InterruptedException {
        try {
            step();
            here().forEach(each -> each.met(null));
        } catch (RuntimeException e) {
            here().forEach(each -> each.met(e));
            throw e;
        }
        return true;
    }

    private void step() throws InterruptedException {
        long began = System.nanoTime();
        List<ProjectionRunner> abreast = abreast();
        if (abreast.isEmpty()) {
            log.awaitBeyond(log.head(), LOOK);
            return;
        }
        List<RecordedEvent> events = log.readUnits(front, batch);
        if (!events.isEmpty()) {
            takeUnderLocks(abreast, events);
            long nanos = System.nanoTime() - began;
            batch = sizeAfter(events.size(), nanos);
            letEventsGather(events.get(events.size() - 1).position(), nanos);
        } else if (!log.awaitBeyond(front, IDLE)) {
            compareWithRows();
        }
    }

    /** As many events as may be taken in the time that a batch may last. */
    private static int sizeAfter(int events, long nanos) {
        long inTime = events * LONGEST_BATCH.toNanos() / Math.max(1, nanos);
        return (int) Math.max(SMALLEST_BATCH, Math.min(BATCH, inTime));
    }

    /**
     * A batch costs much however small it is, so that under load it should be followed by a larger one, and most of a
     * processor is left to commands and answers meanwhile.
     */
    private void letEventsGather(long after, long lastNanos) throws InterruptedException {
        long gathering = Math.max(2 * lastNanos, Math.min(5 * lastNanos, SHORT_GATHERING.toNanos()));
        long end = System.nanoTime() + Math.min(gathering, LONGEST_GATHERING.toNanos());
        boolean undisturbed = true;
        for (long left = end - System.nanoTime();
                undisturbed && left > 0 && log.head() - after < batch;
                left = end - System.nanoTime()) {
            undisturbed = waiters.pauseUnlessAny(Duration.ofNanos(Math.min(left, LOOK.toNanos())));
        }
    }

    /** Those at the front, after the others were helped to get there. */
    private List<ProjectionRunner> abreast() {
        catchingUp.values().removeIf(each -> !each.isAlive());
        List<ProjectionRunner> here = here();
        front = here.stream().mapToLong(ProjectionRunner::position).max().orElse(front);
        List<ProjectionRunner> abreast = new ArrayList<>();
        for (ProjectionRunner each : here) {
            if (front - each.position() > BATCH) {
                catchUpBeside(each);
            } else if (each.position() < front) {
                orBeside(each, () -> each.catchUp(front));
            }
            if (each.position() == front) {
                abreast.add(each);
            }
        }
        return abreast;
    }

    /** Those that take batches and do not catch up beside the others. */
    private List<ProjectionRunner> here() {
        return runners.stream()
                .filter(each -> each.isTaking() && !catchingUp.containsKey(each))
                .toList();
    }

    /** One that cannot go on, as where another build has made its tables, does not keep the others. */
    private void orBeside(ProjectionRunner runner, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("projection {} cannot go on with the others: {}", runner.name(), e.toString());
            runner.met(e);
            catchUpBeside(runner);
        }
    }

    /** Whether it is so far behind, or so hindered, that the others do not wait for it. */
    boolean isCatchingUp(ProjectionRunner runner) {
        SteadyThread beside = catchingUp.get(runner);
        return beside != null && beside.isAlive();
    }

    private void catchUpBeside(ProjectionRunner runner) {
        SteadyThread beside = SteadyThread.ofStep("projection-" + runner.name(), () -> {
            try {
                runner.catchUp(front);
                runner.met(null);
            } catch (RuntimeException e) {
                runner.met(e);
                throw e;
            }
            return runner.isTaking() && front - runner.position() > BATCH;
        });
        catchingUp.put(runner, beside);
        beside.start();
    }

    private void takeUnderLocks(List<ProjectionRunner> abreast, List<RecordedEvent> events) {
        long from = events.get(0).position() - 1;
        abreast.forEach(ProjectionRunner::lock);
        try {
            if (abreast.stream().allMatch(each -> each.isTaking() && each.position() == from)) {
                take(abreast, from, events);
            }
        } finally {
            abreast.forEach(ProjectionRunner::unlock);
        }
    }

    private void take(List<ProjectionRunner> abreast, long from, List<RecordedEvent> events) {
        boolean moved;
        try {
            moved = applier.applyTogether(
                    abreast.stream().map(ProjectionRunner::serving).toList(), from, events);
        } catch (RuntimeException e) {
            if (BatchApplier.isPassing(e)) {
                throw e;
            }
            LOG.warn("a batch after {} could not be taken by all projections; one by one now", from, e);
            abreast.forEach(each -> each.take(from, events));
            return;
        }
        if (moved) {
            abreast.forEach(each -> each.taken(events));
        } else {
            abreast.forEach(each -> orBeside(each, each::resumeAfterOther));
        }
    }

    private void compareWithRows() {
        long asked = System.nanoTime();
        Map<String, ProjectionVersions.Row> rows = new HashMap<>();
        versions.serving().forEach(row -> rows.put(row.name(), row));
        for (ProjectionRunner each : runners) {
            if (!catchingUp.containsKey(each) && rows.containsKey(each.name())) {
                compareWith(each, rows.get(each.name()), asked);
            }
        }
    }

    private void compareWith(ProjectionRunner runner, ProjectionVersions.Row row, long asked) {
        try {
            runner.compareWith(row, asked);
        } catch (RuntimeException e) {
            LOG.warn("projection {} cannot go on after another process: {}", runner.name(), e.toString());
        }
    }

    void stop() {
        thread.stop();
    }

    @Override
    public void close() {
        thread.close();
        catchingUp.values().forEach(SteadyThread::close);
    }
}
