package org.tallystick.command.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/** Who may resolve payments as only older stores hold them, which did not ask who initiates and approves. */
class FourEyesRuleTest {
    private static final LedgerName LEDGER = new LedgerName("books");
    private static final PaymentId PAYMENT = new PaymentId("p");
    private static final Instant THEN = Instant.parse("2026-01-15T12:00:00Z");
    private static final PaymentTerms TERMS = new PaymentTerms(
            new Address("bank"), BigInteger.ONE, Duration.ofMinutes(1), Duration.ofDays(3), Duration.ofMinutes(1));

    @ParameterizedTest
    @CsvSource({
        "anonymous, boss, boss, identity_needed",
        "anonymous, boss, BOSS, identity_needed",
        "anonymous, boss, anonymous, identity_needed",
        "anonymous, boss, carol, accepted",
        "standing-orders, anonymous, carol, identity_needed",
        "anonymous, , carol, accepted",
        "anonymous, , anonymous, identity_needed",
        "ann, anonymous, ann, approver_is_initiator",
        "ann, anonymous, carol, accepted",
        "ann, boss, boss, accepted"
    })
    void whoMayResolve(String initiator, String approver, String actor, String outcome) {
        PaymentHistory history = PaymentHistory.after(null, initiated(), THEN, initiator, null);
        if (approver != null) {
            PaymentApproved approved = new PaymentApproved(LEDGER, PAYMENT, "approved", null);
            history = PaymentHistory.after(history, approved, THEN, approver, null);
        }
        history = PaymentHistory.after(
                history,
                new PaymentUnknown(LEDGER, PAYMENT, PaymentStep.SUBMIT, "silent", null),
                THEN,
                "payments",
                null);
        Decision<PaymentEvent> decision =
                ClientDecision.resolve(new ResolvePayment(PAYMENT, true, null, null), history, initiator, actor);
        assertThat(
                        decision instanceof Decision.Rejected<PaymentEvent> rejected
                                ? rejected.rejection().code()
                                : "accepted")
                .isEqualTo(outcome);
    }

    private static PaymentInitiated initiated() {
        return new PaymentInitiated(
                LEDGER,
                PAYMENT,
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
                null);
    }
}
