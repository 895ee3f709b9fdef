package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;

/** Follows the durable head of the journal for a reader that some of the events concern. */
final class FollowingStream implements BlockingStream<TrackedEventMessage<?>> {
    private static final int READ_AHEAD = 500;
    /** After so many events that do not concern the reader it gets one of them, so that it knows how far it is. */
    private static final int PASSED_OVER = 5_000;

    private final Predicate<Object> concerns;
    private final JournalStorageEngine engine;
    private final EventLog log;
    private final DurableHead head;
    private final RecentUnits recent;
    private final Deque<RecordedEvent> ahead = new ArrayDeque<>();
    private long position;
    private int passed;
    private @Nullable Runnable follower;

    FollowingStream(
            long position,
            Predicate<Object> concerns,
            JournalStorageEngine engine,
            EventLog log,
            DurableHead head,
            RecentUnits recent) {
        this.position = position;
        this.concerns = concerns;
        this.engine = engine;
        this.log = log;
        this.head = head;
        this.recent = recent;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        fill();
        return Optional.ofNullable(ahead.peek()).map(engine::tracked);
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        fill();
        if (ahead.isEmpty() && timeout > 0 && log.awaitBeyond(position, Duration.of(timeout, unit.toChronoUnit()))) {
            fill();
        }
        return !ahead.isEmpty();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!hasNextAvailable(1, TimeUnit.SECONDS)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return engine.tracked(ahead.poll());
    }

    private void fill() {
        while (ahead.isEmpty()) {
            List<RecordedEvent> read = log.read(position, READ_AHEAD);
            if (read.isEmpty()) {
                return;
            }
            read.forEach(this::keepIfConcerned);
            position = read.get(read.size() - 1).position();
        }
    }

    private void keepIfConcerned(RecordedEvent event) {
        if (concerns.test(event.payload()) || ++passed == PASSED_OVER) {
            passed = 0;
            ahead.add(event);
        }
    }

    /** Where another process writes, the caller looks for itself from time to time. */
    @Override
    public boolean setOnAvailableCallback(Runnable whenAvailable) {
        unfollow();
        Runnable waking = new Waking(head.position(), whenAvailable);
        follower = waking;
        head.follow(waking);
        return true;
    }

    private void unfollow() {
        if (follower != null) {
            head.unfollow(follower);
            follower = null;
        }
    }

    @Override
    public void close() {
        unfollow();
        ahead.clear();
    }

    /** Wakes the reader when there is something for it, or much to pass over. Runs on the thread of the journal only. */
    private final class Waking implements Runnable {
        private final Runnable whenAvailable;
        private long seen;
        private long woken;

        Waking(long seen, Runnable whenAvailable) {
            this.seen = seen;
            this.woken = seen;
            this.whenAvailable = whenAvailable;
        }

        @Override
        public void run() {
            long durable = head.position();
            if (concernedUpTo(durable) || durable - woken >= PASSED_OVER) {
                woken = durable;
                whenAvailable.run();
            }
            seen = durable;
        }

        private boolean concernedUpTo(long durable) {
            long at = seen;
            while (at < durable) {
                Optional<RecordedUnit> next = recent.following(at);
                if (next.isEmpty() || concernsAny(next.get())) {
                    return true;
                }
                at = next.get().position();
            }
            return false;
        }

        private boolean concernsAny(RecordedUnit unit) {
            for (RecordedEvent event : unit.events()) {
                if (concerns.test(event.payload())) {
                    return true;
                }
            }
            return false;
        }
    }
}
