package org.tallystick.command.payment;

import static org.tallystick.commands.RecordRailOutcome.Kind.ACCEPTED;
import static org.tallystick.commands.RecordRailOutcome.Kind.REFUSED;
import static org.tallystick.commands.RecordRailOutcome.Kind.RETURNED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SETTLED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SILENT;

import org.junit.jupiter.api.Test;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class RecordRailOutcomeTest extends PaymentTest {

    @Test
    void repeatsChangeNothing() {
        payment()
                .submitted()
                .rail(ACCEPTED)
                .stores(PaymentAccepted.class)
                .rail(ACCEPTED)
                .replayed()
                .rail(SETTLED)
                .stores(PaymentConfirmed.class)
                .rail(SETTLED)
                .replayed()
                .rail(ACCEPTED)
                .replayed();
        payment()
                .failed()
                .rail(REFUSED)
                .replayed()
                .rail(ACCEPTED)
                .replayed()
                .rail(SILENT)
                .replayed();
        payment()
                .settled()
                .rail(SETTLED)
                .replayed()
                .rail(RETURNED)
                .rail(RETURNED)
                .replayed()
                .rail(SETTLED)
                .replayed();
    }

    @Test
    void silenceIsUnknownUntilSomethingIsHeard() {
        payment()
                .unknown()
                .answer(SILENT, 1)
                .stores(PaymentAttemptFailed.class)
                .becomes(PaymentPhase.UNKNOWN)
                .answer(ACCEPTED, 2)
                .becomes(PaymentPhase.SUBMITTED)
                .rail(SILENT)
                .becomes(PaymentPhase.UNKNOWN)
                .answer(ACCEPTED, 1)
                .stores(PaymentAttemptFailed.class)
                .answer(SETTLED, 2)
                .becomes(PaymentPhase.SUBMITTED);
        payment().unknown().rail(REFUSED).becomes(PaymentPhase.FAILED);
    }

    @Test
    void anInquiryInVainCountsOnce() {
        payment()
                .unknown()
                .rail(SILENT)
                .replayed()
                .answer(SILENT, 1)
                .stores(PaymentAttemptFailed.class)
                .answer(SILENT, 1)
                .replayed()
                .answer(ACCEPTED, 2)
                .rail(SILENT)
                .answer(ACCEPTED, 1)
                .stores(PaymentAttemptFailed.class)
                .answer(ACCEPTED, 1)
                .replayed();
    }

    @Test
    void settledAfterItHadFailedIsPutBeforeAPerson() {
        payment()
                .failed()
                .rail(SETTLED)
                .becomes(PaymentPhase.UNKNOWN)
                .rail(SETTLED)
                .replayed()
                .ended(false);
        payment()
                .failed()
                .transaction(PaymentStep.VOID, null)
                .ended(true)
                .rail(SETTLED)
                .becomes(PaymentPhase.UNKNOWN)
                .ended(false);
    }

    @Test
    void refusedAfterItHadSettledIsPutBeforeAPerson() {
        payment()
                .settled()
                .rail(REFUSED)
                .becomes(PaymentPhase.UNKNOWN)
                .rail(REFUSED)
                .replayed();
        payment().submitted().rail(SETTLED).rail(REFUSED).becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void aReturnThatComesBeforeTheSettlementMeansThatNothingWasPaid() {
        payment()
                .submitted()
                .rail(RETURNED)
                .becomes(PaymentPhase.FAILED)
                .rail(SETTLED)
                .replayed();
    }

    @Test
    void aReturnThatComesBeforeThePostIsReversedAfterIt() {
        payment()
                .submitted()
                .rail(SETTLED)
                .rail(RETURNED)
                .becomes(PaymentPhase.RETURNED)
                .ended(false)
                .transaction(PaymentStep.POST, null)
                .becomes(PaymentPhase.RETURNED)
                .ended(false)
                .transaction(PaymentStep.REVERSE, null)
                .ended(true);
    }

    @Test
    void onlyItsOwnMessageCounts() {
        payment().submitted().rail(SETTLED, "another").rejected("illegal_transition");
        payment().held().rail(SETTLED).rejected("illegal_transition");
    }
}
