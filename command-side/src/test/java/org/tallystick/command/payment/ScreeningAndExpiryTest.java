package org.tallystick.command.payment;

import org.junit.jupiter.api.Test;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.events.PaymentApprovalRequested;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentScreened;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class ScreeningAndExpiryTest extends PaymentTest {

    @Test
    void passedMeansThatItMayBeSent() {
        payment()
                .held()
                .screened(null)
                .stores(PaymentScreened.class)
                .screened("denied")
                .replayed();
    }

    @Test
    void deniedMeansRejected() {
        payment()
                .held()
                .screened("denied")
                .becomes(PaymentPhase.REJECTED)
                .ended(false)
                .screened(null)
                .replayed()
                .transaction(PaymentStep.VOID, null)
                .ended(true);
    }

    @Test
    void thereIsNothingToScreenBeforeTheHold() {
        payment().initiated().screened(null).rejected("illegal_transition");
    }

    @Test
    void onlyAboveTheLimitIsApprovalAskedFor() {
        payment()
                .initiated(1_000)
                .transaction(PaymentStep.HOLD, null)
                .screened(null)
                .becomes(PaymentPhase.SCREENED);
        payment()
                .initiated(1_001)
                .transaction(PaymentStep.HOLD, null)
                .screened(null)
                .stores(PaymentScreened.class, PaymentApprovalRequested.class);
    }

    @Test
    void stepsBeforeSubmissionExpire() {
        PaymentScenario initiated = payment().initiated();
        initiated.when(new ExpirePayment(initiated.id(), PaymentStep.SCREEN)).replayed();
        initiated
                .when(new ExpirePayment(initiated.id(), PaymentStep.HOLD))
                .becomes(PaymentPhase.EXPIRED)
                .ended(false);
        PaymentScenario held = payment().held();
        held.when(new ExpirePayment(held.id(), PaymentStep.SCREEN)).becomes(PaymentPhase.EXPIRED);
        PaymentScenario waiting = payment().awaitingApproval();
        waiting.when(new ExpirePayment(waiting.id(), PaymentStep.APPROVE)).becomes(PaymentPhase.EXPIRED);
        waiting.when(new ApprovePayment(waiting.id(), null), PaymentScenario.BOSS)
                .rejected("payment_ended");
        PaymentScenario submitted = payment().submitting();
        submitted.when(new ExpirePayment(submitted.id(), PaymentStep.SUBMIT)).rejected("illegal_transition");
    }

    @Test
    void attemptsAreCountedOnce() {
        PaymentScenario payment = payment().initiated();
        payment.when(new RecordAttempt(payment.id(), PaymentStep.HOLD, 1, "fault", "text"))
                .stores(PaymentAttemptFailed.class);
        payment.when(new RecordAttempt(payment.id(), PaymentStep.HOLD, 1, "fault", "text"))
                .replayed();
        payment.when(new RecordAttempt(payment.id(), PaymentStep.HOLD, 2, "fault", "text"))
                .stores(PaymentAttemptFailed.class);
    }
}
