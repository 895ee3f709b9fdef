package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.PaymentApprovalRequested;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/**
 * Of two broken rules of what people ask of a payment the one that stands first in the documented order rejects it. Some
 * payments here have a past that none can have, so that each rule is seen before the one that follows it.
 */
class PaymentPrecedenceTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final PaymentId ID = new PaymentId("p");
    private static final Instant THEN = Instant.parse("2026-01-15T12:00:00Z");
    private static final PaymentTerms TERMS = new PaymentTerms(
            new Address("bank"), BigInteger.ONE, Duration.ofMinutes(1), Duration.ofDays(3), Duration.ofMinutes(1));

    /** @param past what happened to a payment that ann initiated, each by boss */
    private static PaymentHistory history(String past) {
        PaymentHistory history = PaymentHistory.after(
                null,
                new PaymentInitiated(
                        LEDGER,
                        ID,
                        new Address("alice"),
                        BigInteger.TEN,
                        Asset.parse("EUR/2"),
                        "simulator",
                        new SealedBeneficiary("k", "BANK", "x"),
                        null,
                        null,
                        Map.of(),
                        TERMS,
                        new TransactionId("hold"),
                        null),
                THEN,
                "ann",
                null);
        for (String each : past == null ? new String[0] : past.split(" ")) {
            history = PaymentHistory.after(history, event(each), THEN, "boss", null);
        }
        return history;
    }

    private static PaymentEvent event(String name) {
        return switch (name) {
            case "asked" -> new PaymentApprovalRequested(LEDGER, ID, BigInteger.ONE, THEN);
            case "approved" -> new PaymentApproved(LEDGER, ID, "approved", null);
            case "declined" -> new PaymentDeclined(LEDGER, ID, "declined", null);
            case "cancelled" -> new PaymentCancelled(LEDGER, ID, "cancelled", "once");
            case "claimed" -> new PaymentClaimed(LEDGER, ID, "simulator", "m");
            case "submitted" -> new PaymentSubmitted(LEDGER, ID, "simulator", "m");
            case "unknown" -> new PaymentUnknown(LEDGER, ID, PaymentStep.SUBMIT, "silent", null);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void assertRejected(Decision<PaymentEvent> decision, String code) {
        assertThat(decision).isInstanceOf(Decision.Rejected.class);
        assertThat(((Decision.Rejected<PaymentEvent>) decision).rejection().code())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "approved declined, carol, already_approved",
        "approved cancelled, carol, already_approved",
        "approved, ann, already_approved",
        "approved, anonymous, already_approved",
        "declined, carol, already_declined",
        "declined, anonymous, already_declined",
        "cancelled, anonymous, payment_ended",
        "cancelled, ann, payment_ended",
        ", anonymous, not_awaiting_approval",
        "submitted, ann, not_awaiting_approval",
        "asked, anonymous, identity_needed",
        "asked, ann, approver_is_initiator"
    })
    void approve(String past, String actor, String code) {
        assertRejected(ClientDecision.approve(new ApprovePayment(ID, null), history(past), "ann", actor), code);
    }

    @ParameterizedTest
    @CsvSource({"anonymous, identity_needed", "carol, identity_needed"})
    void approveWhatNobodyKnownInitiated(String actor, String code) {
        assertRejected(
                ClientDecision.approve(new ApprovePayment(ID, null), history("asked"), "anonymous", actor), code);
    }

    @ParameterizedTest
    @CsvSource({
        "approved declined, already_approved",
        "approved cancelled, already_approved",
        "declined cancelled, already_declined",
        "cancelled, payment_ended",
        ", not_awaiting_approval"
    })
    void decline(String past, String code) {
        assertRejected(ClientDecision.decline(new DeclinePayment(ID, "other"), history(past)), code);
    }

    @ParameterizedTest
    @CsvSource({
        "cancelled claimed, submitting",
        "claimed, submitting",
        "cancelled submitted, already_submitted",
        "submitted unknown, already_submitted",
        "cancelled, payment_ended",
        "declined, payment_ended"
    })
    void cancel(String past, String code) {
        assertRejected(ClientDecision.cancel(new CancelPayment(ID, "other"), history(past)), code);
    }

    @ParameterizedTest
    @CsvSource({
        "claimed, anonymous, submitting",
        "claimed, ann, submitting",
        "cancelled, anonymous, not_unknown",
        "cancelled, ann, not_unknown",
        "claimed unknown, anonymous, identity_needed",
        "claimed unknown, ann, approver_is_initiator"
    })
    void resolve(String past, String actor, String code) {
        ResolvePayment command = new ResolvePayment(ID, true, null, null);
        assertRejected(ClientDecision.resolve(command, history(past), "ann", actor), code);
    }
}
