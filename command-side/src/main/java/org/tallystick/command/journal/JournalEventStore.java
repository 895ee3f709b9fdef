package org.tallystick.command.journal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStore;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/** Axon's event store over the journal. Streams of events follow the durable head without polling where it is written. */
public final class JournalEventStore extends AbstractEventStore {
    private static final int READ_AHEAD = 500;

    private final EventLog log;
    private final JournalStorageEngine engine;
    private final DurableHead head;

    JournalEventStore(Builder builder) {
        super(builder);
        this.log = builder.log;
        this.engine = builder.engine;
        this.head = builder.head;
    }

    static JournalEventStore over(JournalStorageEngine engine, EventLog log, DurableHead head) {
        return new JournalEventStore(new Builder(engine, log, head));
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier) {
        return engine.readFromSnapshot(aggregateIdentifier);
    }

    /** An aggregate with staged events is in memory already, in the unit of work that stages them. */
    @Override
    protected Stream<? extends DomainEventMessage<?>> stagedDomainEventMessages(String aggregateIdentifier) {
        return Stream.empty();
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(TrackingToken trackingToken) {
        return new Following(JournalStorageEngine.position(trackingToken));
    }

    private static final class Builder extends AbstractEventStore.Builder {
        private final JournalStorageEngine engine;
        private final EventLog log;
        private final DurableHead head;

        Builder(JournalStorageEngine engine, EventLog log, DurableHead head) {
            this.engine = engine;
            this.log = log;
            this.head = head;
            storageEngine(engine);
        }
    }

    private final class Following implements BlockingStream<TrackedEventMessage<?>> {
        private final Deque<RecordedEvent> ahead = new ArrayDeque<>();
        private long position;
        private Runnable callback;

        Following(long position) {
            this.position = position;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            fill();
            return Optional.ofNullable(ahead.peek()).map(JournalStorageEngine::tracked);
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            fill();
            if (ahead.isEmpty()
                    && timeout > 0
                    && log.awaitBeyond(position, Duration.of(timeout, unit.toChronoUnit()))) {
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
            return JournalStorageEngine.tracked(ahead.poll());
        }

        private void fill() {
            if (ahead.isEmpty()) {
                ahead.addAll(log.read(position, READ_AHEAD));
                if (!ahead.isEmpty()) {
                    position = ahead.getLast().position();
                }
            }
        }

        /** Where another process writes, the caller looks for itself from time to time. */
        @Override
        public boolean setOnAvailableCallback(Runnable whenAvailable) {
            unfollow();
            callback = whenAvailable;
            head.follow(whenAvailable);
            return true;
        }

        private void unfollow() {
            if (callback != null) {
                head.unfollow(callback);
                callback = null;
            }
        }

        @Override
        public void close() {
            unfollow();
            ahead.clear();
        }
    }
}
