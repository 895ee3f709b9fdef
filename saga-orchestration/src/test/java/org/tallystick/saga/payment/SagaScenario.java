package org.tallystick.saga.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.test.saga.SagaTestFixture;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentApprovalRequested;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.screening.ScreeningVerdict;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.Posting;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/** A payment saga in Axon's fixture, with a ledger, a screening and a rail that answer as they are told. */
final class SagaScenario extends SagaTestFixture<PaymentSaga> implements Rail {
    static final LedgerName LEDGER = new LedgerName("books");
    static final PaymentId ID = new PaymentId("pay-1");
    static final TransactionId HOLD = DerivedIds.ofPayment(ID, PaymentStep.HOLD);
    static final TransactionId REVERSAL = DerivedIds.ofPayment(ID, PaymentStep.REVERSE);
    static final String MESSAGE = DerivedIds.railMessage(ID);
    static final Posting POSTING =
            new Posting(new Address("customers:1"), new Address("clearing"), BigInteger.TEN, Asset.parse("EUR/2"));
    static final Map<String, String> METADATA = Map.of("payment", "pay-1");

    private static final Beneficiary ADA = new Beneficiary("Ada", "DE02", "GENODEF1");

    private final List<RecordedEvent> stored = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private String ledgerRejects;
    private Map<String, Object> facts = Map.of();
    private boolean ledgerFails;
    private CompletionStage<ScreeningVerdict> verdict =
            CompletableFuture.completedFuture(new ScreeningVerdict.Passed());
    private CompletionStage<RailAnswer> answer = CompletableFuture.completedFuture(new RailAnswer.Settled("ref"));

    SagaScenario() {
        super(PaymentSaga.class);
        givenCurrentTime(Instant.parse("2026-03-31T12:00:00Z"));
        setCallbackBehavior((payload, metadata) -> outcome(payload));
        registerResource(new PaymentSteps(
                DefaultCommandGateway.builder().commandBus(getCommandBus()).build(),
                Map.of("simulator", this),
                request -> verdict,
                unreadable -> Optional.of(ADA),
                new StreamLog(stored),
                new FixtureClock(),
                new StepTimes(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(10)),
                Runnable::run));
    }

    private Object outcome(Object command) {
        boolean isToLedger = command instanceof LedgerCommand;
        if (isToLedger && ledgerFails) {
            throw new IllegalStateException("the ledger was told to fail");
        }
        return isToLedger && ledgerRejects != null
                ? Outcome.rejected(TransactionRejection.valueOf(ledgerRejects), "text", facts)
                : Outcome.changed(null);
    }

    SagaScenario ledgerRejects(TransactionRejection rejection) {
        return ledgerRejects(rejection, Map.of());
    }

    SagaScenario ledgerRejects(TransactionRejection rejection, Map<String, Object> facts) {
        ledgerRejects = rejection.name();
        this.facts = facts;
        return this;
    }

    SagaScenario ledgerFails(boolean fails) {
        ledgerFails = fails;
        return this;
    }

    SagaScenario screeningSays(CompletionStage<ScreeningVerdict> says) {
        verdict = says;
        return this;
    }

    SagaScenario railSays(RailAnswer says) {
        answer = CompletableFuture.completedFuture(says);
        return this;
    }

    /** It takes what it is given and answers when it is told to. */
    CompletableFuture<RailAnswer> railTakesItsTime() {
        CompletableFuture<RailAnswer> later = new CompletableFuture<>();
        answer = later;
        return later;
    }

    SagaScenario railFails(Throwable fault) {
        answer = CompletableFuture.failedFuture(fault);
        return this;
    }

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public CompletionStage<RailAnswer> submit(RailInstruction instruction) {
        assertThat(instruction.messageId()).isEqualTo(MESSAGE);
        asked.add("submit");
        return answer;
    }

    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        assertThat(instruction.messageId()).isEqualTo(MESSAGE);
        asked.add("inquire");
        return answer;
    }

    static PaymentInitiated initiated(Instant executeAt) {
        return initiated(executeAt, null);
    }

    static PaymentInitiated initiated(Instant executeAt, BigInteger approvalAbove) {
        PaymentTerms terms = new PaymentTerms(
                POSTING.credit(), approvalAbove, Duration.ofMinutes(10), Duration.ofDays(3), Duration.ofMinutes(1));
        return new PaymentInitiated(
                LEDGER,
                ID,
                POSTING.debit(),
                POSTING.amount(),
                POSTING.asset(),
                "simulator",
                new SealedBeneficiary("key", "GENODEF1", "c2VhbGVk"),
                "invoice 7",
                executeAt,
                Map.of(),
                terms,
                HOLD,
                null);
    }

    /** Stores events and hands them to the saga. */
    SagaScenario on(PaymentEvent... events) {
        for (PaymentEvent event : events) {
            store(event);
            deliver(stored.size() - 1);
        }
        return this;
    }

    /** Stores an event that the saga does not see. */
    SagaScenario store(PaymentEvent event) {
        int sequence = stored.size();
        stored.add(new RecordedEvent(
                sequence + 1L, ID.stream(), sequence, currentTime(), event, Map.of(EventMetadata.ACTOR, "somebody")));
        return this;
    }

    SagaScenario deliver(int sequence) {
        RecordedEvent event = stored.get(sequence);
        handleInSaga(new GenericDomainEventMessage<>(
                "payment",
                ID.stream(),
                sequence,
                event.payload(),
                MetaData.from(event.metadata()),
                event.identifier(),
                event.recordedAt()));
        return this;
    }

    /** Delivers the last event again. */
    SagaScenario again() {
        return deliver(stored.size() - 1);
    }

    SagaScenario started() {
        return on(initiated(null)).forget();
    }

    SagaScenario held() {
        return started().on(new PaymentHeld(LEDGER, ID, HOLD)).forget();
    }

    SagaScenario awaitingApproval() {
        return on(
                        initiated(null, BigInteger.ONE),
                        new PaymentHeld(LEDGER, ID, HOLD),
                        new PaymentScreened(LEDGER, ID),
                        new PaymentApprovalRequested(LEDGER, ID, BigInteger.ONE, currentTime()))
                .asks()
                .forget();
    }

    SagaScenario submitted() {
        return held().on(new PaymentScreened(LEDGER, ID), new PaymentClaimed(LEDGER, ID, "simulator", MESSAGE))
                .forget();
    }

    SagaScenario accepted() {
        return submitted()
                .on(
                        new PaymentSubmitted(LEDGER, ID, "simulator", MESSAGE),
                        new PaymentAccepted(LEDGER, ID, MESSAGE, "ref"))
                .forget();
    }

    SagaScenario confirmed() {
        return submitted()
                .on(new PaymentConfirmed(LEDGER, ID, MESSAGE, "ref", null, null))
                .forget();
    }

    SagaScenario settled() {
        return confirmed().on(new PaymentSettled(LEDGER, ID, HOLD)).forget();
    }

    SagaScenario failed() {
        return submitted()
                .on(new PaymentFailed(LEDGER, ID, MESSAGE, null, "AC04", "text"))
                .forget();
    }

    SagaScenario pass(Duration time) {
        whenTimeElapses(time);
        return this;
    }

    SagaScenario forget() {
        getCommandBus().clearCommands();
        asked.clear();
        return this;
    }

    /** Exactly these commands were sent since the last time. */
    SagaScenario sends(Object... commands) {
        assertThat(getCommandBus().getDispatchedCommands().stream()
                        .<Object>map(CommandMessage::getPayload)
                        .toList())
                .isEqualTo(List.of(commands));
        getCommandBus().clearCommands();
        return this;
    }

    SagaScenario asks(String... calls) {
        assertThat(asked).containsExactly(calls);
        asked.clear();
        return this;
    }

    SagaScenario ended() {
        whenTimeElapses(Duration.ZERO).expectActiveSagas(0);
        return pass(Duration.ofDays(10)).sends();
    }

    SagaScenario goesOn() {
        whenTimeElapses(Duration.ZERO).expectActiveSagas(1);
        return this;
    }

    static RecordPaymentTransaction done(PaymentStep step, TransactionId transaction) {
        return new RecordPaymentTransaction(ID, step, transaction, null, null);
    }

    static RecordRailOutcome told(RecordRailOutcome.Kind kind, String reference, String code, String reason) {
        return told(kind, reference, code, reason, 0);
    }

    static RecordRailOutcome told(
            RecordRailOutcome.Kind kind, String reference, String code, String reason, int inquiry) {
        return new RecordRailOutcome(ID, "simulator", MESSAGE, kind, reference, code, reason, inquiry);
    }

    private final class FixtureClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return currentTime();
        }
    }

    /** The events of the one payment. */
    private record StreamLog(List<RecordedEvent> events) implements EventLog {
        @Override
        public long head() {
            return events.size();
        }

        @Override
        public List<RecordedEvent> read(long after, int max) {
            return events.stream()
                    .filter(event -> event.position() > after)
                    .limit(max)
                    .toList();
        }

        @Override
        public List<RecordedEvent> readUnits(long afterPosition, int maxEvents) {
            return read(afterPosition, maxEvents);
        }

        @Override
        public List<RecordedEvent> readStream(String stream, long after, int max) {
            return read(after, max);
        }

        @Override
        public boolean awaitBeyond(long position, Duration timeout) {
            return head() > position;
        }
    }
}
