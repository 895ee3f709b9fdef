package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingEvents.BookAdded;
import org.tallystick.lending.LendingEvents.BookReturned;
import org.tallystick.lending.LendingStore;

/** What the interface of Axon promises of an event store. */
class JournalEventStoreTest {
    private static final Instant NOON = Instant.parse("2026-01-15T12:00:00Z");

    private LendingStore lending;
    private EventStore events;

    @BeforeEach
    void open() throws Exception {
        lending = LendingStore.over(LendingStore.database());
        events = lending.store().eventStore();
    }

    @AfterEach
    void close() {
        lending.close();
    }

    private UnitOfWork<?> unit(Instant recordedAt) {
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("something"));
        new CommandContext(recordedAt, lending.store().journal().generation()).attachTo(unit);
        return unit;
    }

    private static DomainEventMessage<?> ofMoby(long sequence, Object payload) {
        return new GenericDomainEventMessage<>("Book", "moby", sequence, payload);
    }

    private List<Long> sequences(String stream) {
        return events.readEvents(stream)
                .asStream()
                .map(DomainEventMessage::getSequenceNumber)
                .toList();
    }

    @Test
    void showsWhatIsStagedToItsUnitOfWorkOnly() {
        UnitOfWork<?> first = unit(NOON);
        events.publish(ofMoby(0, new BookAdded("moby", "Moby-Dick")));
        first.commit();
        UnitOfWork<?> second = unit(NOON);
        events.publish(ofMoby(1, new BookReturned("moby")));
        assertThat(sequences("moby")).containsExactly(0L, 1L);
        assertThat(events.readEvents("moby", 1).asStream()).hasSize(1);
        assertThat(events.lastSequenceNumberFor("moby")).contains(1L);
        second.rollback();
        assertThat(sequences("moby")).containsExactly(0L);
        assertThat(events.lastSequenceNumberFor("moby")).contains(0L);
    }

    @Test
    void storesEventsThatNoAggregateHasApplied() {
        UnitOfWork<?> unit = unit(NOON);
        events.publish(GenericEventMessage.asEventMessage(new BookReturned("moby")));
        unit.commit();
        lending.send(new AddBook("emma", "Emma"));
        assertThat(lending.store().log().read(0, 1).get(0).payload()).isEqualTo(new BookReturned("moby"));
    }

    @Test
    void findsTheEventsSinceATime() {
        for (int hour = 0; hour < 3; hour++) {
            UnitOfWork<?> unit = unit(NOON.plusSeconds(3600L * hour));
            events.publish(ofMoby(hour, new BookReturned("moby")));
            unit.commit();
        }
        lending.send(new AddBook("emma", "Emma"));
        assertThat(events.createTokenAt(NOON.plusSeconds(3600)).position()).hasValue(1);
        assertThat(events.createTokenAt(NOON.plusSeconds(1)).position()).hasValue(1);
        assertThat(events.createHeadToken().position()).hasValue(4);
    }

    @Test
    void takesNoSnapshots() {
        assertThatThrownBy(() -> events.storeSnapshot(ofMoby(0, "all of it")))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
