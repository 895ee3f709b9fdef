package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.PaymentRejection;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.RecordRailOutcome.Kind;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/** Payments that were stored as submitted before orders were claimed. */
class SubmittedByEarlierVersionTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final PaymentId ID = new PaymentId("pay-1");
    private static final TransactionId HOLD = DerivedIds.ofPayment(ID, PaymentStep.HOLD);
    private static final String MESSAGE = DerivedIds.railMessage(ID);
    private static final Instant THEN = Instant.parse("2026-01-15T12:00:00Z");
    private static final PaymentTerms TERMS = new PaymentTerms(
            new Address("bank"), null, Duration.ofMinutes(10), Duration.ofDays(3), Duration.ofMinutes(1));

    private static PaymentHistory submitted(PaymentEvent... more) {
        PaymentHistory history = null;
        for (PaymentEvent event : List.of(
                new PaymentInitiated(
                        LEDGER,
                        ID,
                        new Address("alice"),
                        BigInteger.TEN,
                        Asset.parse("EUR/2"),
                        "iso20022",
                        new SealedBeneficiary("key", "GENODEF1", "c2VhbGVk"),
                        null,
                        null,
                        Map.of(),
                        TERMS,
                        HOLD,
                        null),
                new PaymentHeld(LEDGER, ID, HOLD),
                new PaymentScreened(LEDGER, ID),
                new PaymentSubmitted(LEDGER, ID, "iso20022", MESSAGE))) {
            history = PaymentHistory.after(history, event, THEN, "alice", null);
        }
        for (PaymentEvent event : more) {
            history = PaymentHistory.after(history, event, THEN, "alice", null);
        }
        return history;
    }

    private static Decision<PaymentEvent> rail(Kind kind, PaymentHistory history) {
        return RailDecision.decide(
                new RecordRailOutcome(ID, "iso20022", MESSAGE, kind, "ref", null, null, 0), history, THEN);
    }

    private static Decision<PaymentEvent> claim(PaymentHistory history) {
        return ProgressDecision.claim(new ClaimSubmission(ID, "iso20022", MESSAGE), history.state(), THEN);
    }

    private static void assertStores(Decision<PaymentEvent> decision, Class<?>... events) {
        List<Class<?>> stored = ((Decision.Accepted<PaymentEvent>) decision)
                .events().stream().<Class<?>>map(Object::getClass).toList();
        assertThat(stored).isEqualTo(List.of(events));
    }

    @Test
    void areWithTheirRail() {
        assertThat(((Decision.Rejected<PaymentEvent>) ClientDecision.cancel(new CancelPayment(ID, null), submitted()))
                        .rejection())
                .isEqualTo(PaymentRejection.ALREADY_SUBMITTED);
        assertStores(rail(Kind.SETTLED, submitted()), PaymentConfirmed.class);
        assertStores(rail(Kind.ACCEPTED, submitted()), PaymentAccepted.class);
        assertStores(rail(Kind.OVERDUE, submitted()), PaymentUnknown.class);
    }

    @Test
    void areClaimedWhereTheirOrderStillWaits() {
        PaymentAccepted accepted = new PaymentAccepted(LEDGER, ID, MESSAGE, "ref");
        PaymentUnknown unknown = new PaymentUnknown(LEDGER, ID, PaymentStep.SUBMIT, "silent", "text");
        assertStores(claim(submitted()), PaymentClaimed.class);
        assertStores(claim(submitted(accepted)), PaymentClaimed.class);
        assertStores(claim(submitted(accepted, unknown)), PaymentClaimed.class);
        PaymentEvent failed = ((Decision.Accepted<PaymentEvent>) ClientDecision.resolve(
                        new ResolvePayment(ID, false, null, null), submitted(unknown), "ann", "bob"))
                .events()
                .get(0);
        assertThat(claim(submitted(unknown, failed))).isInstanceOf(Decision.Rejected.class);
    }
}
