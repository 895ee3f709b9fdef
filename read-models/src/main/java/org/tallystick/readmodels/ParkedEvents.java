package org.tallystick.readmodels;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/** The events that wait for the serving version of a projection. Whatever changes rows or letters is done between two batches. */
final class ParkedEvents {
    private final ProjectionRunner runner;
    private final EventLog log;
    private final BatchApplier applier;
    private final DeadLetters letters;
    private final DeadLetters shown;

    /** @param shown for reading beside the threads that write */
    ParkedEvents(ProjectionRunner runner, EventLog log, BatchApplier applier, DeadLetters letters, DeadLetters shown) {
        this.runner = runner;
        this.log = log;
        this.applier = applier;
        this.letters = letters;
        this.shown = shown;
    }

    /** The streams that events wait on; the one whose first event is the oldest comes first. */
    List<String> streams() {
        return shown.streams(runner.name(), runner.version());
    }

    List<ParkedEvent> of(String stream) {
        return shown.list(runner.name(), runner.version(), stream);
    }

    long size() {
        return shown.size(runner.name(), runner.version());
    }

    boolean contains(String stream) {
        return runner.serving().parked().contains(stream);
    }

    RecordedEvent recorded(long position) {
        return log.read(position - 1, 1).get(0);
    }

    EventMessage<?> message(long position) {
        return new ProjectedEvent<>(recorded(position), Batch.NONE, runner.serving());
    }

    /** Takes parked events again: of one stream, or (null) of all. Answers how many were taken. */
    int retry(@Nullable String stream) {
        return betweenBatches(() -> {
            int taken = 0;
            for (String each : stream == null ? Set.copyOf(runner.serving().parked()) : Set.of(stream)) {
                List<RecordedEvent> events =
                        positions(each).stream().map(this::recorded).toList();
                taken += applier.retry(runner.serving(), events);
                releaseIfEmpty(each);
            }
            return taken;
        });
    }

    /** Gives up on the first parked event of a stream. False when that is not it. */
    boolean discard(String stream, long position) {
        return betweenBatches(() -> {
            List<Long> waiting = positions(stream);
            return !waiting.isEmpty() && waiting.get(0) == position && remove(stream, position);
        });
    }

    /** Gives up on a parked event, whatever waits before it. */
    boolean evict(RecordedEvent event) {
        return betweenBatches(() -> remove(event.stream(), event.position()));
    }

    void evictAll() {
        betweenBatches(() -> {
            letters.removeAll(runner.name(), runner.version());
            runner.serving().parked().clear();
            return null;
        });
    }

    private boolean remove(String stream, long position) {
        boolean removed = letters.remove(runner.name(), runner.version(), position);
        releaseIfEmpty(stream);
        return removed;
    }

    /** Lets an event wait, and with it what follows on its stream. */
    void park(RecordedEvent event, @Nullable String cause) {
        betweenBatches(() -> {
            if (letters.failedAgain(runner.name(), runner.version(), event.position(), cause)) {
                return null;
            }
            letters.park(runner.name(), runner.version(), event, cause);
            runner.serving().parked().add(event.stream());
            return null;
        });
    }

    /** False when no such event waits. */
    boolean failedAgain(long position, @Nullable String cause) {
        return betweenBatches(() -> letters.failedAgain(runner.name(), runner.version(), position, cause));
    }

    private List<Long> positions(String stream) {
        return letters.positions(runner.name(), runner.version(), stream);
    }

    private void releaseIfEmpty(String stream) {
        if (!letters.isParked(runner.name(), runner.version(), stream)) {
            runner.serving().parked().remove(stream);
        }
    }

    /** What is in memory is read anew after it, even if it has failed; and to fail in that must not keep the lock. */
    private <R> R betweenBatches(Supplier<R> change) {
        runner.lock();
        try {
            try {
                return change.get();
            } finally {
                runner.forget();
            }
        } finally {
            runner.unlock();
        }
    }
}
