package org.tallystick.command.payment;

import org.junit.jupiter.api.Test;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.DeclinePayment;
import org.tallystick.events.PaymentApproved;
import org.tallystick.values.PaymentPhase;

class ApproveAndDeclineTest extends PaymentTest {

    @Test
    void somebodyElseApproves() {
        PaymentScenario payment = payment().awaitingApproval();
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.ALICE)
                .rejected("approver_is_initiator");
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.BOSS)
                .stores(PaymentApproved.class)
                .becomes(PaymentPhase.APPROVED);
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.BOSS)
                .replayed();
        payment.when(new ApprovePayment(payment.id(), "other"), PaymentScenario.BOSS)
                .rejected("already_approved");
        payment.when(new DeclinePayment(payment.id(), "no"), PaymentScenario.BOSS)
                .rejected("already_approved");
    }

    @Test
    void whoeverMayDecline() {
        PaymentScenario payment = payment().awaitingApproval();
        payment.when(new DeclinePayment(payment.id(), "no"), PaymentScenario.ALICE)
                .becomes(PaymentPhase.DECLINED)
                .ended(false);
        payment.when(new DeclinePayment(payment.id(), "no"), PaymentScenario.ALICE)
                .replayed();
        payment.when(new DeclinePayment(payment.id(), null), PaymentScenario.ALICE)
                .rejected("already_declined");
        payment.when(new ApprovePayment(payment.id(), "ok"), PaymentScenario.BOSS)
                .rejected("already_declined");
    }

    @Test
    void onlyWhereItIsAskedFor() {
        PaymentScenario early = payment().held();
        early.when(new ApprovePayment(early.id(), null), PaymentScenario.BOSS).rejected("not_awaiting_approval");
        early.when(new DeclinePayment(early.id(), null), PaymentScenario.BOSS).rejected("not_awaiting_approval");
        PaymentScenario late = payment().settled();
        late.when(new ApprovePayment(late.id(), null), PaymentScenario.BOSS).rejected("payment_ended");
    }
}
