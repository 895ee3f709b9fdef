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

    JournalEventStore(Builder builder) {
        super(builder);
        this.log = builder.log;
        this.engine = builder.engine;
    }

    static JournalEventStore over(JournalStorageEngine engine, EventLog log) {
        return new JournalEventStore(new Builder(engine, log));
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

        Builder(JournalStorageEngine engine, EventLog log) {
            this.engine = engine;
            this.log = log;
            storageEngine(engine);
        }
    }

    private final class Following implements BlockingStream<TrackedEventMessage<?>> {
        private final Deque<RecordedEvent> ahead = new ArrayDeque<>();
        private long position;

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

        @Override
        public void close() {
            ahead.clear();
        }
    }
}
