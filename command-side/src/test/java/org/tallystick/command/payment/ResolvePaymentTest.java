package org.tallystick.command.payment;

import org.junit.jupiter.api.Test;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.ResolvePayment;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentFailed;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class ResolvePaymentTest extends PaymentTest {

    @Test
    void asSettled() {
        PaymentScenario payment = payment().unknown();
        payment.when(new ResolvePayment(payment.id(), true, "X1", "by phone"), "op")
                .stores(PaymentConfirmed.class);
        payment.when(new ResolvePayment(payment.id(), true, "X1", "by phone"), "op")
                .replayed();
        payment.when(new ResolvePayment(payment.id(), false, "X1", "by phone"), "op")
                .rejected("not_unknown");
        payment.transaction(PaymentStep.POST, null).becomes(PaymentPhase.SETTLED);
    }

    @Test
    void asFailed() {
        PaymentScenario payment = payment().unknown();
        payment.resolved(false).stores(PaymentFailed.class);
        payment.resolved(false).replayed();
    }

    @Test
    void asFailedAfterItWasPostedMeansReturned() {
        PaymentScenario payment = payment().settled().rail(RecordRailOutcome.Kind.REFUSED);
        payment.resolved(false).becomes(PaymentPhase.RETURNED).ended(false);
        payment.resolved(false).replayed();
    }

    @Test
    void asSettledAfterTheFundsWereReleased() {
        PaymentScenario payment =
                payment().failed().transaction(PaymentStep.VOID, null).rail(RecordRailOutcome.Kind.SETTLED);
        payment.resolved(true).becomes(PaymentPhase.SUBMITTED);
        payment.transaction(PaymentStep.POST, "insufficient_funds").becomes(PaymentPhase.UNKNOWN);
        payment.when(new ResolvePayment(payment.id(), true, null, "again"), "op")
                .becomes(PaymentPhase.SUBMITTED);
        payment.transaction(PaymentStep.POST, null)
                .becomes(PaymentPhase.SETTLED)
                .ended(true);
    }

    @Test
    void onlyWhatIsUnknown() {
        PaymentScenario payment = payment().accepted();
        payment.resolved(true).rejected("not_unknown");
    }
}
