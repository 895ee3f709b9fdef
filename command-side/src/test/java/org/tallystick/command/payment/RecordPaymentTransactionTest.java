package org.tallystick.command.payment;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.CancelPayment;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentReleased;
import org.tallystick.events.PaymentReversed;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class RecordPaymentTransactionTest extends PaymentTest {

    @Test
    void theFirstOutcomeOfTheHoldCounts() {
        payment()
                .held()
                .transaction(PaymentStep.HOLD, null)
                .replayed()
                .transaction(PaymentStep.HOLD, "insufficient_funds")
                .replayed();
        payment()
                .initiated()
                .transaction(PaymentStep.HOLD, "insufficient_funds")
                .becomes(PaymentPhase.REJECTED)
                .ended(true)
                .transaction(PaymentStep.HOLD, null)
                .replayed();
    }

    @Test
    void aHoldThatSucceedsAfterTheEndIsToBeReleased() {
        PaymentScenario payment = payment().initiated();
        payment.when(new CancelPayment(payment.id(), null), "a")
                .becomes(PaymentPhase.CANCELLED)
                .ended(false);
        payment.transaction(PaymentStep.HOLD, null)
                .stores(PaymentHeld.class)
                .becomes(PaymentPhase.CANCELLED)
                .ended(false);
        payment.transaction(PaymentStep.VOID, null)
                .stores(PaymentReleased.class)
                .ended(true);
        payment.transaction(PaymentStep.VOID, null).replayed();
    }

    @Test
    void aHoldThatIsRefusedAfterTheEndEndsIt() {
        PaymentScenario payment = payment().initiated();
        payment.when(new CancelPayment(payment.id(), null), "a").becomes(PaymentPhase.CANCELLED);
        payment.transaction(PaymentStep.HOLD, "account_frozen")
                .becomes(PaymentPhase.CANCELLED)
                .ended(true);
    }

    @Test
    void stepsOutOfOrderAreIllegal() {
        payment()
                .initiated()
                .transaction(PaymentStep.POST, null)
                .rejected("illegal_transition")
                .transaction(PaymentStep.VOID, null)
                .rejected("illegal_transition")
                .transaction(PaymentStep.REVERSE, null)
                .rejected("illegal_transition")
                .transaction(PaymentStep.SCREEN, null)
                .rejected("illegal_transition");
        payment()
                .settled()
                .transaction(PaymentStep.POST, null)
                .replayed()
                .transaction(PaymentStep.VOID, null)
                .rejected("illegal_transition");
    }

    @Test
    void whatTheLedgerDoesNotLetHappenWaitsForAPerson() {
        payment()
                .submitting()
                .rail(RecordRailOutcome.Kind.SETTLED)
                .transaction(PaymentStep.POST, "period_locked")
                .becomes(PaymentPhase.UNKNOWN)
                .transaction(PaymentStep.POST, "period_locked")
                .replayed()
                .transaction(PaymentStep.POST, null)
                .stores(PaymentSettled.class);
        payment().failed().transaction(PaymentStep.VOID, "period_locked").becomes(PaymentPhase.UNKNOWN);
        payment()
                .settled()
                .rail(RecordRailOutcome.Kind.RETURNED)
                .transaction(PaymentStep.REVERSE, "account_frozen")
                .becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void aHoldThatWasVoidedUnknownToThePaymentIsReleasedAndPostedAnewWhenAPersonSaysSo() {
        for (String code : List.of("already_voided", "transaction_expired")) {
            PaymentScenario payment = payment().failed().rail(RecordRailOutcome.Kind.SETTLED);
            payment.resolved(true).becomes(PaymentPhase.SUBMITTED);
            payment.transaction(PaymentStep.POST, code)
                    .stores(PaymentUnknown.class, PaymentReleased.class)
                    .becomes(PaymentPhase.UNKNOWN)
                    .transaction(PaymentStep.POST, code)
                    .replayed();
            payment.resolved(true).becomes(PaymentPhase.SUBMITTED);
            payment.transaction(PaymentStep.POST, null)
                    .becomes(PaymentPhase.SETTLED)
                    .ended(true);
        }
    }

    private PaymentScenario calledFailedAfterItWasConfirmed() {
        return payment()
                .submitting()
                .rail(RecordRailOutcome.Kind.SETTLED)
                .rail(RecordRailOutcome.Kind.REFUSED)
                .resolved(false)
                .becomes(PaymentPhase.FAILED);
    }

    @Test
    void aHoldThatWasPostedUnknownToThePaymentIsReversedWhenAPersonSaysSo() {
        PaymentScenario payment = calledFailedAfterItWasConfirmed();
        payment.transaction(PaymentStep.VOID, "already_posted")
                .stores(PaymentUnknown.class, PaymentSettled.class)
                .becomes(PaymentPhase.UNKNOWN)
                .ended(false);
        payment.resolved(false).becomes(PaymentPhase.RETURNED);
        payment.transaction(PaymentStep.REVERSE, null)
                .stores(PaymentReversed.class)
                .ended(true);
    }

    @Test
    void aVoidThatComesAfterThePostWhichAPersonAskedForChangesNothing() {
        PaymentScenario payment = payment().failed().rail(RecordRailOutcome.Kind.SETTLED);
        payment.resolved(true);
        payment.transaction(PaymentStep.VOID, "already_posted")
                .replayed()
                .transaction(PaymentStep.POST, null)
                .becomes(PaymentPhase.SETTLED)
                .ended(true);
    }

    @Test
    void aHoldThatWasPostedByHandForAnotherAmountIsTakenAsItIsOnlyWhenAPersonSaysSo() {
        for (boolean settled : List.of(true, false)) {
            PaymentScenario payment = payment()
                    .submitting()
                    .rail(RecordRailOutcome.Kind.SETTLED)
                    .transaction(PaymentStep.POST, "already_posted")
                    .stores(PaymentUnknown.class, PaymentSettled.class)
                    .becomes(PaymentPhase.UNKNOWN);
            payment.resolved(settled).becomes(settled ? PaymentPhase.SUBMITTED : PaymentPhase.RETURNED);
            PaymentScenario end = settled
                    ? payment.transaction(PaymentStep.POST, "already_posted").becomes(PaymentPhase.SETTLED)
                    : payment.transaction(PaymentStep.REVERSE, null).becomes(PaymentPhase.RETURNED);
            end.ended(true);
        }
    }

    @Test
    void aHoldThatWasPostedByHandBeforeItWasSentMayBeCalledSettled() {
        PaymentScenario payment = payment().held();
        payment.when(new CancelPayment(payment.id(), "by mistake"), "a");
        payment.transaction(PaymentStep.VOID, "already_posted")
                .stores(PaymentUnknown.class, PaymentSettled.class)
                .ended(false);
        payment.resolved(true).becomes(PaymentPhase.SUBMITTED);
        payment.transaction(PaymentStep.POST, null)
                .becomes(PaymentPhase.SETTLED)
                .ended(true);
    }

    @Test
    void aPaymentThatIsReturnedAfterItsHoldWasVoidedEnds() {
        for (String code : Arrays.asList("insufficient_funds", null)) {
            PaymentScenario payment = payment()
                    .submitting()
                    .rail(RecordRailOutcome.Kind.SETTLED)
                    .transaction(PaymentStep.POST, "already_voided")
                    .rail(RecordRailOutcome.Kind.RETURNED)
                    .becomes(PaymentPhase.RETURNED)
                    .ended(true)
                    .transaction(PaymentStep.POST, code);
            if (code == null) {
                payment.stores(PaymentSettled.class)
                        .ended(false)
                        .transaction(PaymentStep.REVERSE, null)
                        .ended(true);
            } else {
                payment.replayed();
            }
        }
    }

    @Test
    void aPostThatComesAfterTheVoidOfAFailedPaymentEndsIt() {
        PaymentScenario payment = calledFailedAfterItWasConfirmed();
        payment.transaction(PaymentStep.POST, "already_voided")
                .stores(PaymentReleased.class)
                .becomes(PaymentPhase.FAILED)
                .ended(true);
    }

    @Test
    void whatIsPostedAfterAPersonSaidThatItFailedIsReversed() {
        PaymentScenario payment = calledFailedAfterItWasConfirmed();
        payment.transaction(PaymentStep.POST, null)
                .stores(PaymentSettled.class)
                .becomes(PaymentPhase.FAILED)
                .ended(false)
                .transaction(PaymentStep.REVERSE, null)
                .stores(PaymentReversed.class)
                .becomes(PaymentPhase.FAILED)
                .ended(true);
    }

    @Test
    void aReturnedPaymentIsReversedOnce() {
        payment()
                .settled()
                .rail(RecordRailOutcome.Kind.RETURNED)
                .becomes(PaymentPhase.RETURNED)
                .ended(false)
                .transaction(PaymentStep.REVERSE, null)
                .stores(PaymentReversed.class)
                .ended(true)
                .transaction(PaymentStep.REVERSE, null)
                .replayed();
    }

    @Test
    void aPaymentThatDoesNotExistIsNotFound() {
        PaymentScenario payment = payment();
        payment.transaction(PaymentStep.HOLD, null).rejected("not_found");
    }
}
