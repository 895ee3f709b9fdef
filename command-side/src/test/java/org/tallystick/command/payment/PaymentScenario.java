package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.InitiatePayment;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PaymentResult;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.RecordScreening;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.commands.RoutedCommand;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentStates;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.TransactionId;

/** A payment in a ledger of its own, with short ways to say what is done to it and what is expected of that. */
final class PaymentScenario {
    private static final AtomicInteger PAYMENTS = new AtomicInteger();
    private static final Asset EUR = Asset.parse("EUR/2");
    static final String ALICE = "alice-the-initiator";
    static final String BOSS = "boss";

    private final CommandFixture fixture;
    private final Scenario ledger;
    private final PaymentId id;
    private Outcome<?> last;
    private long headBefore;

    private PaymentScenario(CommandFixture fixture, PaymentId id) {
        this.fixture = fixture;
        this.ledger = Scenario.in(fixture);
        this.id = id;
    }

    static PaymentScenario in(CommandFixture fixture) {
        return in(fixture, new PaymentId("p" + PAYMENTS.incrementAndGet()));
    }

    static PaymentScenario in(CommandFixture fixture, PaymentId id) {
        return new PaymentScenario(fixture, id);
    }

    PaymentId id() {
        return id;
    }

    TransactionId hold() {
        return DerivedIds.ofPayment(id, PaymentStep.HOLD);
    }

    InitiatePayment initiation(long amount, Instant executeAt, Beneficiary beneficiary) {
        return initiation(amount, executeAt, beneficiary, null);
    }

    private InitiatePayment initiation(long amount, Instant executeAt, Beneficiary beneficiary, PaymentOrigin origin) {
        PaymentTerms terms = new PaymentTerms(
                new Address("bank"),
                BigInteger.valueOf(1_000),
                Duration.ofMinutes(10),
                Duration.ofDays(3),
                Duration.ofMinutes(1));
        return new InitiatePayment(
                id,
                ledger.ledger(),
                new Address("alice"),
                BigInteger.valueOf(amount),
                EUR,
                "simulator",
                fixture.vault().seal(beneficiary),
                "invoice 7",
                executeAt,
                Map.of("k", "v"),
                terms,
                origin);
    }

    static Beneficiary ada() {
        return new Beneficiary("Ada Lovelace", "DE02", "GENODEF1");
    }

    PaymentScenario when(RoutedCommand command, String actor) {
        return when(command, Map.of(EventMetadata.ACTOR, actor));
    }

    PaymentScenario when(RoutedCommand command, Map<String, ?> metadata) {
        headBefore = fixture.head();
        last = (Outcome<?>) fixture.send(command, metadata);
        return this;
    }

    PaymentScenario when(RoutedCommand command) {
        return when(command, "payments");
    }

    PaymentScenario initiated() {
        return when(initiation(100, null, ada()), ALICE).becomes(PaymentPhase.INITIATED);
    }

    PaymentScenario initiated(long amount) {
        return when(initiation(amount, null, ada()), ALICE).becomes(PaymentPhase.INITIATED);
    }

    PaymentScenario transaction(PaymentStep step, String rejected) {
        TransactionId id = step == PaymentStep.REVERSE ? DerivedIds.ofPayment(this.id, step) : hold();
        return when(new RecordPaymentTransaction(this.id, step, id, rejected, rejected == null ? null : "text"));
    }

    PaymentScenario resolved(boolean settled) {
        return when(new ResolvePayment(id, settled, null, null), "op");
    }

    PaymentScenario held() {
        return initiated().transaction(PaymentStep.HOLD, null).becomes(PaymentPhase.HELD);
    }

    PaymentScenario awaitingApproval() {
        return awaitingApproval(Map.of(EventMetadata.ACTOR, ALICE));
    }

    /** @param initiation the metadata of the command that initiates it */
    PaymentScenario awaitingApproval(Map<String, ?> initiation) {
        return awaitingApproval(initiation, null);
    }

    PaymentScenario awaitingApproval(Map<String, ?> initiation, PaymentOrigin origin) {
        return when(initiation(1_001, null, ada(), origin), initiation)
                .transaction(PaymentStep.HOLD, null)
                .screened(null)
                .becomes(PaymentPhase.AWAITING_APPROVAL);
    }

    PaymentScenario screened(String denied) {
        return when(new RecordScreening(id, denied, denied == null ? null : "text"));
    }

    PaymentScenario ready() {
        return held().screened(null).becomes(PaymentPhase.SCREENED);
    }

    PaymentScenario claims() {
        return when(new ClaimSubmission(id, "simulator", DerivedIds.railMessage(id)), "rail:simulator");
    }

    PaymentScenario submitting() {
        return ready().claims().becomes(PaymentPhase.SUBMITTING);
    }

    PaymentScenario accepted() {
        return submitting().rail(RecordRailOutcome.Kind.ACCEPTED).becomes(PaymentPhase.SUBMITTED);
    }

    /** Nothing has left, and somebody is asked. */
    PaymentScenario notSent() {
        return ready().rail(RecordRailOutcome.Kind.NOT_SENT).becomes(PaymentPhase.UNKNOWN);
    }

    PaymentScenario cancelled() {
        return when(new CancelPayment(id, null), "a");
    }

    PaymentScenario rail(RecordRailOutcome.Kind kind) {
        return rail(kind, DerivedIds.railMessage(id));
    }

    PaymentScenario rail(RecordRailOutcome.Kind kind, String messageId) {
        return rail(kind, messageId, 0);
    }

    PaymentScenario answer(RecordRailOutcome.Kind kind, int inquiry) {
        return rail(kind, DerivedIds.railMessage(id), inquiry);
    }

    private PaymentScenario rail(RecordRailOutcome.Kind kind, String messageId, int inquiry) {
        return when(new RecordRailOutcome(id, "simulator", messageId, kind, "ref", "AC04", "text", inquiry));
    }

    /** News with another reference and reason than those of {@link #rail(RecordRailOutcome.Kind)}. */
    PaymentScenario news(RecordRailOutcome.Kind kind, String reference, String code) {
        return newsOver("simulator", kind, reference, code);
    }

    PaymentScenario newsOver(String rail, RecordRailOutcome.Kind kind, String reference, String code) {
        return when(new RecordRailOutcome(id, rail, DerivedIds.railMessage(id), kind, reference, code, "text", 0));
    }

    PaymentScenario settled() {
        return submitting()
                .rail(RecordRailOutcome.Kind.SETTLED)
                .transaction(PaymentStep.POST, null)
                .becomes(PaymentPhase.SETTLED);
    }

    PaymentScenario failed() {
        return submitting().rail(RecordRailOutcome.Kind.REFUSED).becomes(PaymentPhase.FAILED);
    }

    PaymentScenario unknown() {
        return submitting().rail(RecordRailOutcome.Kind.SILENT).becomes(PaymentPhase.UNKNOWN);
    }

    /** Approved by somebody, and its rail is silent. */
    PaymentScenario unknownAboveTheLimit(String approver) {
        return awaitingApproval()
                .when(new ApprovePayment(id, null), approver)
                .claims()
                .rail(RecordRailOutcome.Kind.SILENT)
                .becomes(PaymentPhase.UNKNOWN);
    }

    PaymentState state() {
        PaymentState state = null;
        for (RecordedEvent event : fixture.store().log().readStream(id.stream(), 0, 1_000)) {
            state = PaymentStates.after(
                    state,
                    (PaymentEvent) event.payload(),
                    event.recordedAt(),
                    event.metadata().get(EventMetadata.ACTOR),
                    event.metadata().get(EventMetadata.REQUEST_ID));
        }
        return state;
    }

    PaymentScenario becomes(PaymentPhase phase) {
        assertThat(last).isInstanceOf(Outcome.Done.class);
        PaymentState answered = ((PaymentResult) ((Outcome.Done<?>) last).result()).payment();
        assertThat(answered).isEqualTo(state());
        assertThat(answered.phase()).isEqualTo(phase);
        return this;
    }

    PaymentScenario stores(Class<?>... events) {
        assertThat(fixture.eventsAfter(headBefore).stream()
                        .map(event -> (Class<?>) event.payload().getClass())
                        .toList())
                .isEqualTo(List.of(events));
        return this;
    }

    PaymentScenario ended(boolean ended) {
        assertThat(state().isEnded()).isEqualTo(ended);
        return this;
    }

    PaymentScenario replayed() {
        assertThat(((Outcome.Done<?>) last).effect()).isEqualTo(Outcome.Effect.REPLAYED);
        return stores();
    }

    PaymentScenario rejected(String code) {
        assertThat(last).isInstanceOf(Outcome.Rejected.class);
        assertThat(((Outcome.Rejected<?>) last).rejection().code()).isEqualTo(code);
        return stores();
    }
}
