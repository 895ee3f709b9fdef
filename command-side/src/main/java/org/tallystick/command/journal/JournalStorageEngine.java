package org.tallystick.command.journal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.axonframework.commandhandling.CommandMessage;
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
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.RecordedEvent;
import org.tallystick.values.LedgerName;

/** The journal behind Axon's own interface. Appends belong to the unit of work of a command on a lane. */
final class JournalStorageEngine implements EventStorageEngine {
    private static final List<String> STORED_METADATA = List.of(
            EventMetadata.ACTOR,
            EventMetadata.REQUEST_ID,
            EventMetadata.CORRELATION_ID,
            EventMetadata.IDEMPOTENCY_KEY,
            EventMetadata.TRIGGERED_BY);
    private static final int READ_AHEAD = 1_000;

    private final Journal journal;
    private final StreamReader streams;
    private final EventLog log;

    JournalStorageEngine(Journal journal, StreamReader streams, EventLog log) {
        this.journal = journal;
        this.streams = streams;
        this.log = log;
    }

    /** @throws StaleGenerationException when the command was decided on events that were not stored */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        Message<?> cause = CurrentUnitOfWork.get().getMessage();
        long decidedIn = (Long) cause.getMetaData().getOrDefault(Journal.GENERATION, journal.generation());
        Instant recordedAt = (Instant) cause.getMetaData().getOrDefault(CommandMetadata.RECORDED_AT, Instant.now());
        @SuppressWarnings("unchecked")
        List<? extends DomainEventMessage<?>> domainEvents = (List<? extends DomainEventMessage<?>>) events;
        streams.appended(journal.append(domainEvents, storedMetadata(cause), recordedAt, decidedIn)
                .streams());
    }

    private static Map<String, String> storedMetadata(Message<?> cause) {
        Map<String, String> stored = new HashMap<>(8);
        for (String key : STORED_METADATA) {
            Object value = cause.getMetaData().get(key);
            if (value != null) {
                stored.put(key, value.toString());
            }
        }
        stored.putIfAbsent(EventMetadata.CORRELATION_ID, cause.getIdentifier());
        if (cause instanceof CommandMessage<?>) {
            stored.put(EventMetadata.CAUSATION_ID, cause.getIdentifier());
            stored.put(EventMetadata.COMMAND, cause.getPayloadType().getSimpleName());
        }
        return Map.copyOf(stored);
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

    /**
     * What it takes to load an aggregate: all its events or, of an account, those in the rows that decide. Every event of an
     * account tells its counters, and some tell its whole state: the opening, the last of these and the last of all are
     * its snapshot, which is as durable as the journal and cannot differ from it.
     */
    DomainEventStream readToLoad(String stream) {
        return LedgerName.statesOf(stream)
                .map(states -> messages(stream, streams.decisive(stream, states), 0))
                .orElseGet(() -> readEvents(stream, 0));
    }

    private DomainEventStream messages(String stream, long[] positions, long firstSequenceNumber) {
        Iterator<RecordedEvent> events = streams.events(stream, positions);
        Stream<RecordedEvent> inOrder =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED), false);
        return DomainEventStream.of(
                inOrder.filter(event -> event.sequence() >= firstSequenceNumber).map(JournalStorageEngine::message));
    }

    private static DomainEventMessage<?> message(RecordedEvent event) {
        return new GenericDomainEventMessage<>(
                event.type().logicalName(),
                event.stream(),
                event.sequence(),
                event.payload(),
                MetaData.from(event.metadata()).and(CommandMetadata.RECORDED_AT, event.recordedAt()),
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
                .map(JournalStorageEngine::tracked);
    }

    static TrackedEventMessage<?> tracked(RecordedEvent event) {
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
