package org.tallystick.command.payment;

import static org.tallystick.commands.RecordRailOutcome.Kind.ACCEPTED;
import static org.tallystick.commands.RecordRailOutcome.Kind.NOT_SENT;
import static org.tallystick.commands.RecordRailOutcome.Kind.OVERDUE;
import static org.tallystick.commands.RecordRailOutcome.Kind.REFUSED;
import static org.tallystick.commands.RecordRailOutcome.Kind.RETURNED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SETTLED;
import static org.tallystick.commands.RecordRailOutcome.Kind.SILENT;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.commands.ApprovePayment;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentStep;

class ClaimSubmissionTest extends PaymentTest {

    @Test
    void whoeverClaimsFirstMaySend() {
        payment()
                .ready()
                .claims()
                .stores(PaymentClaimed.class)
                .becomes(PaymentPhase.SUBMITTING)
                .claims()
                .replayed()
                .cancelled()
                .rejected("submitting")
                .resolved(false)
                .rejected("submitting")
                .resolved(true)
                .rejected("submitting")
                .claims()
                .replayed();
        PaymentScenario approved = payment().awaitingApproval();
        approved.claims().rejected("illegal_transition");
        approved.when(new ApprovePayment(approved.id(), null), PaymentScenario.BOSS)
                .claims()
                .stores(PaymentClaimed.class);
    }

    @Test
    void whatWasWithdrawnBeforeNeverLeaves() {
        for (PaymentScenario payment : List.of(payment().ready(), payment().notSent())) {
            payment.cancelled()
                    .stores(PaymentCancelled.class)
                    .claims()
                    .rejected("illegal_transition")
                    .transaction(PaymentStep.VOID, null)
                    .ended(true)
                    .claims()
                    .rejected("illegal_transition");
        }
        payment().notSent().resolved(false).stores(PaymentFailed.class).claims().rejected("illegal_transition");
        payment().notSent().resolved(true).claims().rejected("illegal_transition");
        payment().unknown().resolved(false).claims().rejected("illegal_transition");
    }

    @Test
    void onlyWhatIsReadyOrOpenMayLeave() {
        for (PaymentScenario payment : List.of(
                payment().initiated(),
                payment().held(),
                payment().awaitingApproval(),
                payment().failed(),
                payment().settled(),
                payment().submitting().rail(SETTLED),
                payment().submitting().news(REFUSED, "ref", "DU01"))) {
            payment.claims().rejected("illegal_transition");
        }
        PaymentScenario payment = payment().ready();
        payment.when(new ClaimSubmission(payment.id(), "http", DerivedIds.railMessage(payment.id())))
                .rejected("illegal_transition");
        payment.when(new ClaimSubmission(payment.id(), "simulator", "another")).rejected("illegal_transition");
    }

    @Test
    void nothingIsSaidOfWhatCannotHaveLeft() {
        for (PaymentScenario payment : List.of(payment().ready(), payment().notSent())) {
            for (RecordRailOutcome.Kind kind : List.of(ACCEPTED, SETTLED, REFUSED, RETURNED)) {
                payment.rail(kind).rejected("illegal_transition");
            }
        }
    }

    @Test
    void theFirstAnswerShowsThatItHasLeft() {
        payment()
                .submitting()
                .rail(SETTLED)
                .stores(PaymentSubmitted.class, PaymentConfirmed.class)
                .cancelled()
                .rejected("already_submitted");
        payment().submitting().rail(REFUSED).stores(PaymentSubmitted.class, PaymentFailed.class);
        payment().unknown().rail(ACCEPTED).stores(PaymentSubmitted.class, PaymentAccepted.class);
    }

    @Test
    void itIsSentAgainUntilSomethingIsHeardAndEachTimeCounts() {
        payment()
                .unknown()
                .claims()
                .stores(PaymentClaimed.class)
                .becomes(PaymentPhase.SUBMITTING)
                .resolved(false)
                .rejected("submitting")
                .answer(SILENT, 1)
                .stores(PaymentUnknown.class, PaymentAttemptFailed.class)
                .claims()
                .answer(SILENT, 2)
                .stores(PaymentUnknown.class, PaymentAttemptFailed.class)
                .claims()
                .rail(ACCEPTED)
                .stores(PaymentSubmitted.class, PaymentAccepted.class)
                .rail(OVERDUE)
                .becomes(PaymentPhase.UNKNOWN)
                .claims()
                .becomes(PaymentPhase.SUBMITTING)
                .rail(ACCEPTED)
                .stores(PaymentAccepted.class);
    }

    @Test
    void aClaimThatIsLeftAloneIsGivenUpButNotWhileItHolds() {
        PaymentScenario payment = payment().submitting();
        payment.rail(OVERDUE).replayed().rail(NOT_SENT).replayed();
        fixture.pass(ClaimSubmission.HOLDS.minusMillis(1));
        payment.claims().replayed();
        fixture.pass(Duration.ofMillis(1));
        payment.claims().stores(PaymentClaimed.class).claims().replayed();
        fixture.pass(ClaimSubmission.HOLDS.multipliedBy(2).minusMillis(1));
        payment.rail(OVERDUE).replayed();
        fixture.pass(Duration.ofMillis(1));
        payment.rail(OVERDUE).stores(PaymentUnknown.class).resolved(false).becomes(PaymentPhase.FAILED);
        payment.claims().rejected("illegal_transition");
    }

    @Test
    void whatWaitsTooLongIsPutBeforeAPersonAndMayLeaveAllTheSame() {
        payment()
                .ready()
                .rail(OVERDUE)
                .replayed()
                .rail(NOT_SENT)
                .stores(PaymentUnknown.class)
                .rail(NOT_SENT)
                .replayed()
                .answer(NOT_SENT, 1)
                .stores(PaymentAttemptFailed.class)
                .claims()
                .stores(PaymentClaimed.class)
                .becomes(PaymentPhase.SUBMITTING);
        payment().ready().rail(SILENT).stores(PaymentUnknown.class).cancelled().stores(PaymentCancelled.class);
    }

    @Test
    void aClaimOutlivesTheProcess() {
        PaymentScenario payment = payment().submitting();
        fixture.restart();
        payment.cancelled().rejected("submitting").claims().replayed();
    }
}
