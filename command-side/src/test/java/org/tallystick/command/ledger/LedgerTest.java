package org.tallystick.command.ledger;

import static org.tallystick.command.KnownStreams.rejected;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;
import org.tallystick.command.KnownStreams;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeLedger;
import org.tallystick.commands.CreateLedger;
import org.tallystick.commands.LedgerResult;
import org.tallystick.commands.MetadataPatch;
import org.tallystick.commands.Outcome;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.LedgerChanged;
import org.tallystick.events.LedgerCreated;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

/** The life of a ledger, one stream of events. */
class LedgerTest {
    private static final LedgerName BOOKS = new LedgerName("books");
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final LedgerState NEW = new LedgerState("Books", Map.of("a", "1"), null);
    private static final LedgerState LOCKED = new LedgerState("Books", Map.of("a", "1"), MARCH);
    private static final LedgerCreated CREATED = new LedgerCreated(BOOKS, NEW);

    private static TestExecutor<Ledger> given(DomainEvent... events) {
        KnownStreams streams = new KnownStreams();
        FixtureConfiguration<Ledger> fixture = new AggregateTestFixture<>(Ledger.class);
        fixture.registerAnnotatedCommandHandler(new LedgerCommandHandler(fixture.getRepository(), streams));
        return streams.given(fixture, events);
    }

    private static CreateLedger create(String name) {
        return new CreateLedger(BOOKS, name, Map.of("a", "1"));
    }

    private static ChangeLedger change(Change<String> name, MetadataPatch metadata, Change<Instant> lockedBefore) {
        return new ChangeLedger(BOOKS, name, metadata, lockedBefore);
    }

    private static ChangeLedger lock(Instant before) {
        return change(Change.keep(), MetadataPatch.KEEP, Change.to(before));
    }

    @Test
    void isCreated() {
        given().when(create("Books"))
                .expectEvents(CREATED)
                .expectResultMessagePayload(Outcome.created(new LedgerResult(BOOKS, NEW)));
    }

    @Test
    void isCreatedOnce() {
        given(CREATED)
                .when(create("Books"))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(new LedgerResult(BOOKS, NEW), 0));
        given(CREATED).when(create("Other")).expectNoEvents().expectResultMessagePayloadMatching(rejected("id_reused"));
    }

    @Test
    void isComparedWithWhatItWasCreatedWith() {
        given(CREATED, new LedgerChanged(BOOKS, LOCKED))
                .when(create("Books"))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(new LedgerResult(BOOKS, LOCKED), 0));
    }

    @Test
    void isLockedAndOpenedAgain() {
        given(CREATED)
                .when(lock(MARCH))
                .expectEvents(new LedgerChanged(BOOKS, LOCKED))
                .expectResultMessagePayload(Outcome.changed(new LedgerResult(BOOKS, LOCKED)));
        given(CREATED, new LedgerChanged(BOOKS, LOCKED)).when(lock(null)).expectEvents(new LedgerChanged(BOOKS, NEW));
    }

    @Test
    void keepsWhatAPatchDoesNotName() {
        MetadataPatch patch = new MetadataPatch(false, Map.of("a", Optional.empty(), "b", Optional.of("2")));
        given(CREATED, new LedgerChanged(BOOKS, LOCKED))
                .when(change(Change.keep(), patch, Change.keep()))
                .expectEvents(new LedgerChanged(BOOKS, new LedgerState("Books", Map.of("b", "2"), MARCH)));
        given(CREATED)
                .when(change(Change.to("Other"), MetadataPatch.KEEP, Change.keep()))
                .expectEvents(new LedgerChanged(BOOKS, new LedgerState("Other", Map.of("a", "1"), null)));
    }

    @Test
    void aPatchThatChangesNothingStoresNothing() {
        given(CREATED)
                .when(change(Change.to("Books"), MetadataPatch.KEEP, Change.to(null)))
                .expectNoEvents()
                .expectResultMessagePayload(Outcome.replayed(new LedgerResult(BOOKS, NEW), 0));
    }

    @Test
    void whatDoesNotExistIsNotChanged() {
        given().when(lock(MARCH)).expectNoEvents().expectResultMessagePayloadMatching(rejected("not_found"));
    }
}
