package org.tallystick.eventstore.journal;

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.eventstore.Domain;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/** The journal behind Axon's own interface. Appends belong to the unit of work of a command on a lane. */
final class JournalStorageEngine implements EventStorageEngine {
    private static final int READ_AHEAD = 1_000;

    private final Journal journal;
    private final StreamReader streams;
    private final EventLog log;
    private final Domain domain;

    JournalStorageEngine(Journal journal, StreamReader streams, EventLog log, Domain domain) {
        this.journal = journal;
        this.streams = streams;
        this.log = log;
        this.domain = domain;
    }

    /**
     * @throws StaleGenerationException when the command was decided on events that were not stored
     * @throws IllegalStateException when no command is decided here
     */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        CommandContext context = CommandContext.current();
        Map<String, String> metadata = storedMetadata(CurrentUnitOfWork.get().getMessage());
        @SuppressWarnings("unchecked")
        List<? extends DomainEventMessage<?>> domainEvents = (List<? extends DomainEventMessage<?>>) events;
        streams.appended(journal.append(domainEvents, metadata, context).streams());
    }

    private Map<String, String> storedMetadata(Message<?> cause) {
        Map<String, String> stored = new LinkedHashMap<>(8);
        for (CorrelationDataProvider provider : domain.correlation()) {
            provider.correlationDataFor(cause).forEach((key, value) -> stored.put(key, value.toString()));
        }
        return Collections.unmodifiableMap(stored);
    }

    /** @throws UnsupportedOperationException always: no snapshot is asked for, see {@link #readToLoad} */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new UnsupportedOperationException("the last events of a stream take the place of snapshots");
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return Optional.empty();
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
        return messages(stream, streams.positions(stream, 0), firstSequenceNumber);
    }

    /** What it takes to load an aggregate: all its events or, where the domain says so, those in the rows that decide. */
    DomainEventStream readToLoad(String stream) {
        return domain.indexing()
                .states(stream)
                .map(states -> messages(stream, streams.decisive(stream, states), 0))
                .orElseGet(() -> readEvents(stream, 0));
    }

    private DomainEventStream messages(String stream, long[] positions, long firstSequenceNumber) {
        Iterator<RecordedEvent> events = streams.events(stream, positions);
        Stream<RecordedEvent> inOrder =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED), false);
        return DomainEventStream.of(
                inOrder.filter(event -> event.sequence() >= firstSequenceNumber).map(this::message));
    }

    private DomainEventMessage<?> message(RecordedEvent event) {
        return new GenericDomainEventMessage<>(
                domain.types().of(event.payload()).logicalName(),
                event.stream(),
                event.sequence(),
                event.payload(),
                MetaData.from(event.metadata()),
                event.identifier(),
                event.recordedAt());
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(TrackingToken token, boolean mayBlock) {
        long after = position(token);
        return Stream.iterate(
                        log.read(after, READ_AHEAD),
                        portion -> !portion.isEmpty(),
                        portion -> log.read(portion.get(portion.size() - 1).position(), READ_AHEAD))
                .flatMap(List::stream)
                .map(this::tracked);
    }

    TrackedEventMessage<?> tracked(RecordedEvent event) {
        return new GenericTrackedDomainEventMessage<>(
                new GlobalSequenceTrackingToken(event.position()), message(event));
    }

    static long position(TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(log.head());
    }

    /** The position before the first event recorded at or after the time, found by halving: times never decrease. */
    @Override
    public TrackingToken createTokenAt(Instant dateTime) {
        long low = 0;
        long high = log.head();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (log.read(middle, 1).get(0).recordedAt().isBefore(dateTime)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return new GlobalSequenceTrackingToken(low);
    }
}
