package org.tallystick.saga.transfer;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.test.saga.FixtureExecutionResult;
import org.axonframework.test.saga.SagaTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferCompleted;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferRefused;
import org.tallystick.events.TransferRejected;
import org.tallystick.events.TransferUndone;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferStep;

class TransferSagaTest {
    private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
    private static final TransferId ID = new TransferId("move-1");
    private static final LedgerName EUROPE = new LedgerName("europe");
    private static final LedgerName AMERICA = new LedgerName("america");
    private static final TransactionId HOLD = DerivedIds.ofTransfer(ID, TransferStep.HOLD);
    private static final TransactionId DELIVERY = DerivedIds.ofTransfer(ID, TransferStep.DELIVER);
    private static final TransactionId RECALL = DerivedIds.ofTransfer(ID, TransferStep.RECALL);
    private static final TransferLeg FROM = leg(EUROPE, "alice", "exchange:america", 1_000, "EUR/2");
    private static final TransferLeg TO = leg(AMERICA, "bob", "exchange:europe", 1_080, "USD/2");
    private static final Map<String, String> METADATA = Map.of("transfer", "move-1");

    private static final TransferEvent INITIATED =
            new TransferInitiated(EUROPE, ID, FROM, TO, "r", Map.of(), HOLD, DELIVERY);
    private static final TransferEvent HELD = new TransferHeld(EUROPE, ID, HOLD);
    private static final TransferEvent DELIVERED = new TransferDelivered(EUROPE, ID, DELIVERY);
    private static final TransferEvent COMPLETED = new TransferCompleted(EUROPE, ID, HOLD);
    private static final TransferEvent REJECTED = new TransferRejected(EUROPE, ID, "insufficient_funds", "text");
    private static final TransferEvent DELIVERY_REFUSED = refusedEvent(TransferStep.DELIVER);
    private static final TransferEvent COMPLETION_REFUSED = refusedEvent(TransferStep.COMPLETE);
    private static final TransferEvent VOIDED = new TransferUndone(EUROPE, ID, TransferStep.VOID, HOLD);
    private static final TransferEvent RECALLED = new TransferUndone(EUROPE, ID, TransferStep.RECALL, RECALL);

    /** Each step with the events that lead to it, and the command that does it. */
    private enum Leg {
        HOLDING(
                TransferStep.HOLD,
                HOLD,
                new HoldTransaction(
                        EUROPE,
                        HOLD,
                        postings("alice", "exchange:america", 1_000, "EUR/2"),
                        null,
                        null,
                        "r",
                        null,
                        METADATA,
                        false),
                INITIATED),
        DELIVERING(
                TransferStep.DELIVER,
                DELIVERY,
                new PostTransaction(
                        AMERICA,
                        DELIVERY,
                        postings("exchange:europe", "bob", 1_080, "USD/2"),
                        null,
                        "r",
                        null,
                        METADATA,
                        false),
                INITIATED,
                HELD),
        COMPLETING(
                TransferStep.COMPLETE, HOLD, new PostHeldTransaction(EUROPE, HOLD, null), INITIATED, HELD, DELIVERED),
        VOIDING(TransferStep.VOID, HOLD, new VoidTransaction(EUROPE, HOLD), INITIATED, HELD, DELIVERY_REFUSED),
        RECALLING(
                TransferStep.RECALL,
                RECALL,
                new ReverseTransaction(AMERICA, DELIVERY, RECALL, null, null, METADATA),
                INITIATED,
                HELD,
                DELIVERED,
                COMPLETION_REFUSED),
        VOIDING_AFTER_RECALL(
                TransferStep.VOID,
                HOLD,
                new VoidTransaction(EUROPE, HOLD),
                INITIATED,
                HELD,
                DELIVERED,
                COMPLETION_REFUSED,
                RECALLED);

        private final TransferStep step;
        private final TransactionId transaction;
        private final LedgerCommand command;
        private final List<TransferEvent> events;

        Leg(TransferStep step, TransactionId transaction, LedgerCommand command, TransferEvent... events) {
            this.step = step;
            this.transaction = transaction;
            this.command = command;
            this.events = List.of(events);
        }

        List<TransferEvent> before() {
            return events.subList(0, events.size() - 1);
        }

        TransferEvent last() {
            return events.get(events.size() - 1);
        }
    }

    private final SagaTestFixture<TransferSaga> fixture = new SagaTestFixture<>(TransferSaga.class);
    private final TransferLog log = new TransferLog();
    private Duration late = Duration.ZERO;

    private static TransferLeg leg(LedgerName ledger, String account, String exchange, long amount, String asset) {
        return new TransferLeg(
                ledger, new Address(account), new Address(exchange), BigInteger.valueOf(amount), Asset.parse(asset));
    }

    private static List<Posting> postings(String debit, String credit, long amount, String asset) {
        return List.of(
                new Posting(new Address(debit), new Address(credit), BigInteger.valueOf(amount), Asset.parse(asset)));
    }

    private static TransferEvent refusedEvent(TransferStep step) {
        return new TransferRefused(EUROPE, ID, step, "account_frozen", "text");
    }

    @BeforeEach
    void register() {
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return fixture.currentTime().plus(late);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
        StepTimes times = new StepTimes(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(10));
        fixture.registerResource(new TransferSteps(
                DefaultCommandGateway.builder()
                        .commandBus(fixture.getCommandBus())
                        .build(),
                log,
                clock,
                times));
        ledgersAnswer(Outcome.created("whatever"));
    }

    private void ledgersAnswer(Outcome<String> outcome) {
        fixture.setCallbackBehavior(
                (command, metadata) -> command instanceof LedgerCommand ? outcome : Outcome.created("recorded"));
    }

    private void ledgersFail() {
        fixture.setCallbackBehavior((command, metadata) -> {
            if (command instanceof LedgerCommand) {
                throw new IllegalStateException("no lane");
            }
            return Outcome.created("recorded");
        });
    }

    private void given(List<TransferEvent> events) {
        fixture.givenCurrentTime(NOW);
        for (TransferEvent event : events) {
            log.add(event);
            fixture.givenAggregate(ID.stream()).published(event);
        }
    }

    private FixtureExecutionResult when(TransferEvent event) {
        log.add(event);
        return fixture.whenAggregate(ID.stream()).publishes(event);
    }

    private static RecordTransferStep done(Leg leg) {
        return new RecordTransferStep(ID, leg.step, leg.transaction, null, null);
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void doesEachStepAndRecordsIt(Leg leg) {
        given(leg.before());
        when(leg.last())
                .expectActiveSagas(1)
                .expectDispatchedCommands(leg.command, done(leg))
                .expectScheduledDeadlineWithName(Duration.ofSeconds(10), TransferSaga.DEADLINE);
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void recordsWhatALedgerRefuses(Leg leg) {
        given(leg.before());
        ledgersAnswer(Outcome.rejected(TransactionRejection.ACCOUNT_FROZEN, "frozen", Map.of()));
        when(leg.last())
                .expectDispatchedCommands(
                        leg.command, new RecordTransferStep(ID, leg.step, leg.transaction, "account_frozen", "frozen"));
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void recordsAFaultAndTriesAgain(Leg leg) {
        given(leg.before());
        ledgersFail();
        when(leg.last())
                .expectDispatchedCommands(
                        leg.command, new RecordTransferAttempt(ID, leg.step, 1, "fault", "The command failed."));
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void doesAStepAgainOfWhichNothingIsHeard(Leg leg) {
        given(leg.events);
        fixture.whenTimeElapses(Duration.ofSeconds(10))
                .expectDispatchedCommands(leg.command, done(leg))
                .expectActiveSagas(1);
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void waitsLongerAfterEachFailedAttempt(Leg leg) {
        List<TransferEvent> events = new ArrayList<>(leg.events);
        events.add(new TransferAttemptFailed(EUROPE, ID, leg.step, 1, "fault", "text"));
        events.add(new TransferAttemptFailed(EUROPE, ID, leg.step, 2, "fault", "text"));
        given(events);
        fixture.whenTimeElapses(Duration.ofSeconds(1)).expectNoDispatchedCommands();
        fixture.whenTimeElapses(Duration.ofSeconds(1)).expectDispatchedCommands(leg.command, done(leg));
    }

    @ParameterizedTest
    @EnumSource(Leg.class)
    void doesNothingWhenAnEventComesTwice(Leg leg) {
        given(leg.events);
        fixture.whenAggregate("a source that starts again")
                .publishes(leg.last())
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
    }

    @Test
    void endsWithTheTransfer() {
        given(List.of(INITIATED, HELD, DELIVERED));
        when(COMPLETED).expectActiveSagas(0).expectNoScheduledDeadlines().expectNoDispatchedCommands();
    }

    @Test
    void endsWhenNothingWasHeld() {
        given(List.of(INITIATED));
        when(REJECTED).expectActiveSagas(0).expectNoDispatchedCommands();
    }

    @Test
    void endsWhenEverythingIsTakenBack() {
        given(List.of(INITIATED, HELD, DELIVERY_REFUSED));
        when(VOIDED).expectActiveSagas(0).expectNoDispatchedCommands();
    }

    @Test
    void startsAgainForAHoldThatSucceededAfterTheEnd() {
        given(List.of(INITIATED, REJECTED));
        when(HELD).expectActiveSagas(1).expectDispatchedCommands(Leg.VOIDING.command, done(Leg.VOIDING));
    }

    @Test
    void startsAgainForADeliveryThatSucceededAfterTheEnd() {
        given(List.of(INITIATED, HELD, DELIVERY_REFUSED, VOIDED));
        when(DELIVERED).expectActiveSagas(1).expectDispatchedCommands(Leg.RECALLING.command, done(Leg.RECALLING));
    }

    @Test
    void onlyLooksWhenOldEventsAreReadAgain() {
        late = Duration.ofHours(1);
        when(INITIATED).expectNoDispatchedCommands().expectActiveSagas(1);
    }
}
