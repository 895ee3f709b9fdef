package org.tallystick.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingCommands.LendBook;
import org.tallystick.lending.LendingEvents.BookAdded;
import org.tallystick.lending.LendingStore;

/** What holds for one command while it is decided. */
class CommandContextTest {
    private static final BookAdded ADDED = new BookAdded("moby", "Moby-Dick");
    private static final List<GenericDomainEventMessage<BookAdded>> EVENTS =
            List.of(new GenericDomainEventMessage<>("Book", "moby", 0, ADDED));

    private final DataSource database = LendingStore.database();
    private LendingStore lending;

    @BeforeEach
    void open() throws Exception {
        lending = LendingStore.over(database);
    }

    @AfterEach
    void close() {
        lending.close();
    }

    @Test
    void tellsTheSameTimeToHandlersAggregatesEventsAndSenders() throws Exception {
        lending.send(new AddBook("moby", "Moby-Dick"));
        CommandResultMessage<?> lent = lending.send(new LendBook("moby", "ann"));
        Object decidedAt = lent.getPayload();
        assertThat(lent.getMetaData()).containsEntry(RecordedMetadata.RECORDED_AT, decidedAt);
        assertThat(lending.store().log().read(1, 1).get(0).recordedAt()).isEqualTo(decidedAt);
        String refused = "is lent to ann since " + decidedAt;
        assertThatThrownBy(() -> lending.send(new LendBook("moby", "bob"))).hasMessageContaining(refused);
        close();
        open();
        assertThatThrownBy(() -> lending.send(new LendBook("moby", "bob"))).hasMessageContaining(refused);
    }

    @Test
    void isNeededToStoreEvents() {
        EventStore events = lending.store().eventStore();
        assertThatThrownBy(() -> events.publish(EVENTS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no command is decided here");
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(ADDED));
        events.publish(EVENTS);
        assertThatThrownBy(unit::commit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no command is decided here");
        assertThat(lending.store().log().head()).isZero();
    }

    /** As an interceptor of Axon, or a handler of another phase, may do. */
    @Test
    void takesTheEventsOfTheHandlersOfACommitIntoTheSameUnit() {
        EventStore events = lending.store().eventStore();
        UnitOfWork<?> unit = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(ADDED));
        CommandContext context = new CommandContext(
                Instant.parse("2026-01-15T12:00:00Z"), lending.store().journal().generation());
        context.attachTo(unit);
        unit.onPrepareCommit(committing -> events.publish(new GenericDomainEventMessage<>("Book", "moby", 1, ADDED)));
        events.publish(EVENTS);
        unit.onPrepareCommit(committing -> events.publish(new GenericDomainEventMessage<>("Book", "moby", 2, ADDED)));
        unit.commit();
        assertThat(context.appended().events())
                .extracting(RecordedEvent::sequence)
                .containsExactly(0L, 1L, 2L);
    }
}
