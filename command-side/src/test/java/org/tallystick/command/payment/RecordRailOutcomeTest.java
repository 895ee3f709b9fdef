package org.tallystick.command.payment;

import static org.tallystick.commands.RecordRailOutcome.Kind.ACCEPTED;
import static org.tallystick.commands.RecordRailOutcome.Kind.REFUSED;
import static org.tallystick.commands.RecordRailOutcome.Kind.RETURNED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SETTLED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SILENT;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class RecordRailOutcomeTest extends PaymentTest {

    @Test
    void repeatsChangeNothing() {
        payment()
                .submitting()
                .rail(ACCEPTED)
                .stores(PaymentSubmitted.class, PaymentAccepted.class)
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
        payment().submitting().rail(SETTLED).rail(REFUSED).becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void aReturnThatComesBeforeTheSettlementMeansThatNothingWasPaid() {
        payment()
                .submitting()
                .rail(RETURNED)
                .becomes(PaymentPhase.FAILED)
                .rail(RETURNED)
                .replayed()
                .rail(SETTLED)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.FAILED)
                .rail(SETTLED)
                .replayed();
    }

    @Test
    void onlyItsOwnRailCounts() {
        for (RecordRailOutcome.Kind kind : RecordRailOutcome.Kind.values()) {
            payment().submitting().newsOver("http", kind, "ref", null).rejected("illegal_transition");
        }
    }

    @Test
    void aDuplicateFreesNothing() {
        for (String code : List.of("DU01", "DU02", "DU03", "DU04", "DU05", "AM05", "am05")) {
            payment()
                    .submitting()
                    .news(REFUSED, "ref", code)
                    .stores(PaymentSubmitted.class, PaymentNewsNoted.class, PaymentUnknown.class)
                    .becomes(PaymentPhase.UNKNOWN)
                    .news(REFUSED, "ref", code)
                    .replayed()
                    .rail(SILENT)
                    .replayed()
                    .resolved(false)
                    .becomes(PaymentPhase.FAILED);
        }
        payment().unknown().news(REFUSED, "ref", "DU03").becomes(PaymentPhase.UNKNOWN);
        payment().submitting().news(RETURNED, "ref", "AM05").becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void theOriginalOfADuplicateMaySettleAfterAll() {
        payment().submitting().news(REFUSED, "ref", "DU03").rail(SETTLED).stores(PaymentConfirmed.class);
        payment()
                .submitting()
                .news(REFUSED, "ref", "DU03")
                .rail(REFUSED)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void aDuplicateOfWhatHasSettledChangesNothing() {
        payment()
                .settled()
                .news(REFUSED, "ref", "DU01")
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.SETTLED);
        payment()
                .settled()
                .news(RETURNED, "ref", "AM05")
                .stores(PaymentNewsNoted.class, PaymentUnknown.class)
                .resolved(false)
                .becomes(PaymentPhase.RETURNED);
    }

    @Test
    void aSecondBookingIsKept() {
        payment()
                .submitting()
                .rail(SETTLED)
                .news(SETTLED, "booking-2", null)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.SUBMITTED)
                .news(SETTLED, "booking-2", null)
                .replayed();
        payment()
                .settled()
                .news(SETTLED, "booking-2", null)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.SETTLED);
        payment()
                .settled()
                .rail(RETURNED)
                .news(RETURNED, "booking-3", null)
                .stores(PaymentNewsNoted.class)
                .news(SETTLED, "booking-4", null)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.RETURNED);
    }

    @Test
    void newsOfWhatIsContradictedAreKept() {
        payment()
                .failed()
                .rail(SETTLED)
                .stores(PaymentNewsNoted.class, PaymentUnknown.class)
                .news(SETTLED, "booking-2", null)
                .stores(PaymentNewsNoted.class)
                .news(REFUSED, "ref", "AC01")
                .stores(PaymentNewsNoted.class)
                .news(RETURNED, "ref", "AC01")
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.UNKNOWN);
        payment().failed().news(RETURNED, "ref", "AC01").stores(PaymentNewsNoted.class);
    }

    @Test
    void whatAPersonDecidedInViewOfTheNewsStands() {
        payment()
                .unknown()
                .resolved(false)
                .rail(ACCEPTED)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.FAILED)
                .rail(SETTLED)
                .becomes(PaymentPhase.UNKNOWN)
                .resolved(false)
                .rail(SETTLED)
                .replayed()
                .news(SETTLED, "booking-2", null)
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.FAILED);
        payment()
                .settled()
                .rail(REFUSED)
                .resolved(true)
                .transaction(PaymentStep.POST, null)
                .news(REFUSED, "ref", "AC01")
                .stores(PaymentNewsNoted.class)
                .becomes(PaymentPhase.SETTLED);
    }

    @Test
    void whatAPersonCalledSettledIsNotReversedByItself() {
        payment()
                .unknown()
                .resolved(true)
                .transaction(PaymentStep.POST, null)
                .rail(RETURNED)
                .stores(PaymentNewsNoted.class, PaymentUnknown.class)
                .becomes(PaymentPhase.UNKNOWN);
    }

    @Test
    void aReturnThatComesBeforeThePostIsReversedAfterIt() {
        payment()
                .submitting()
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
        payment().submitting().rail(SETTLED, "another").rejected("illegal_transition");
        payment().held().rail(SETTLED).rejected("illegal_transition");
    }
}
