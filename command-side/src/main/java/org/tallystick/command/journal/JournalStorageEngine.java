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
    private final SnapshotTable snapshots;
    private final EventLog log;

    JournalStorageEngine(Journal journal, StreamReader streams, SnapshotTable snapshots, EventLog log) {
        this.journal = journal;
        this.streams = streams;
        this.snapshots = snapshots;
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
        RecordedUnit unit = journal.append(domainEvents, storedMetadata(cause), recordedAt, decidedIn);
        streams.appended(new AppendedUnit(unit, List.of()).streams());
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

    /** Snapshots come with the units that they follow, see {@link Journal#offerSnapshot}; this only takes them likewise. */
    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        journal.offerSnapshot(snapshot.getAggregateIdentifier(), snapshot.getSequenceNumber(), snapshot.getPayload());
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String stream) {
        return snapshots.find(stream).map(JournalStorageEngine::message);
    }

    @Override
    public DomainEventStream readEvents(String stream, long firstSequenceNumber) {
        return messages(stream, streams.positions(stream, 0), firstSequenceNumber);
    }

    /** The last snapshot, if there is one, and the events after it: what it takes to load an aggregate. */
    DomainEventStream readFromSnapshot(String stream) {
        Optional<Snapshot> snapshot = streams.exists(stream) ? snapshots.find(stream) : Optional.empty();
        long after = snapshot.map(Snapshot::position).orElse(0L);
        long first = snapshot.map(found -> found.sequence() + 1).orElse(0L);
        DomainEventStream events = messages(stream, streams.positions(stream, after), first);
        return snapshot.map(found -> DomainEventStream.concat(DomainEventStream.of(message(found)), events))
                .orElse(events);
    }

    private DomainEventStream messages(String stream, long[] positions, long firstSequenceNumber) {
        Iterator<RecordedEvent> events = streams.events(stream, positions);
        Stream<RecordedEvent> inOrder =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED), false);
        return DomainEventStream.of(
                inOrder.filter(event -> event.sequence() >= firstSequenceNumber).map(JournalStorageEngine::message));
    }

    private static DomainEventMessage<?> message(Snapshot snapshot) {
        return new GenericDomainEventMessage<>(
                "snapshot", snapshot.stream(), snapshot.sequence(), snapshot.state(), MetaData.emptyInstance());
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
