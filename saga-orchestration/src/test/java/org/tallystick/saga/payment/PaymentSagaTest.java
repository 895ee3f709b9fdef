package org.tallystick.saga.payment;

import static org.tallystick.saga.payment.SagaScenario.HOLD;
import static org.tallystick.saga.payment.SagaScenario.ID;
import static org.tallystick.saga.payment.SagaScenario.LEDGER;
import static org.tallystick.saga.payment.SagaScenario.MESSAGE;
import static org.tallystick.saga.payment.SagaScenario.METADATA;
import static org.tallystick.saga.payment.SagaScenario.POSTING;
import static org.tallystick.saga.payment.SagaScenario.REVERSAL;
import static org.tallystick.saga.payment.SagaScenario.done;
import static org.tallystick.saga.payment.SagaScenario.told;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.PostTransaction;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.commands.RecordScreening;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.StartPayment;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentExpired;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentNewsNoted;
import org.tallystick.events.PaymentRejected;
import org.tallystick.events.PaymentReleased;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentReversed;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentStarted;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.saga.TestFaults;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.screening.ScreeningVerdict;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.TransactionId;

class PaymentSagaTest {
    private static final Object ASK_HOLD =
            new HoldTransaction(LEDGER, HOLD, List.of(POSTING), null, null, "invoice 7", null, METADATA, false);
    private static final Object ASK_POST = new PostHeldTransaction(LEDGER, HOLD, null);
    private static final Object ASK_VOID = new VoidTransaction(LEDGER, HOLD);
    private static final Object ASK_REVERSE = new ReverseTransaction(LEDGER, HOLD, REVERSAL, null, null, METADATA);

    private final SagaScenario saga = new SagaScenario();

    @Test
    void goesStraightThroughWithEveryEventDeliveredTwice() {
        saga.on(SagaScenario.initiated(null))
                .sends(ASK_HOLD, done(PaymentStep.HOLD, HOLD))
                .again()
                .sends();
        saga.on(new PaymentHeld(LEDGER, ID, HOLD))
                .sends(new RecordScreening(ID, null, null))
                .again()
                .sends();
        saga.on(new PaymentScreened(LEDGER, ID))
                .asks("submit")
                .sends(told(RecordRailOutcome.Kind.SETTLED, "ref", null, null))
                .again()
                .asks()
                .sends();
        saga.on(new PaymentClaimed(LEDGER, ID, "simulator", MESSAGE))
                .asks()
                .sends()
                .again()
                .asks()
                .sends();
        saga.on(new PaymentSubmitted(LEDGER, ID, "simulator", MESSAGE))
                .asks()
                .sends()
                .again()
                .asks()
                .sends();
        saga.on(new PaymentConfirmed(LEDGER, ID, MESSAGE, "ref", null, null))
                .sends(ASK_POST, done(PaymentStep.POST, HOLD))
                .again()
                .sends();
        saga.on(new PaymentSettled(LEDGER, ID, HOLD)).again().ended();
    }

    @Test
    void aRefusalOfTheLedgerIsRecorded() {
        saga.ledgerRejects(TransactionRejection.INSUFFICIENT_FUNDS)
                .on(SagaScenario.initiated(null))
                .sends(ASK_HOLD, rejected(PaymentStep.HOLD, HOLD, "insufficient_funds"));
        saga.on(new PaymentRejected(LEDGER, ID, PaymentStep.HOLD, "insufficient_funds", "text"))
                .ended();
    }

    private static RecordPaymentTransaction rejected(PaymentStep step, TransactionId transaction, String code) {
        return new RecordPaymentTransaction(ID, step, transaction, code, "text");
    }

    @Test
    void aRefusalOfAnyLaterStepInTheLedgerIsRecordedToo() {
        saga.submitted()
                .ledgerRejects(TransactionRejection.PERIOD_LOCKED)
                .on(new PaymentConfirmed(LEDGER, ID, MESSAGE, "ref", null, null))
                .sends(ASK_POST, rejected(PaymentStep.POST, HOLD, "period_locked"))
                .on(new PaymentUnknown(LEDGER, ID, PaymentStep.POST, "period_locked", "text"))
                .sends()
                .pass(Duration.ofDays(10))
                .sends()
                .goesOn();
    }

    @Test
    void whatWasReversedByHandIsReversed() {
        TransactionId byHand = new TransactionId("by-hand");
        saga.settled()
                .ledgerRejects(TransactionRejection.ALREADY_REVERSED, Map.of("reversedBy", byHand.value()))
                .on(new PaymentReturned(LEDGER, ID, MESSAGE, "ref", "AC04", "text"))
                .sends(ASK_REVERSE, done(PaymentStep.REVERSE, byHand));
        saga.on(new PaymentReversed(LEDGER, ID, byHand, HOLD)).ended();
    }

    @Test
    void whatIsPostedAfterItWasReturnedWithoutAHoldIsReversed() {
        TransactionId anew = new TransactionId("anew");
        saga.confirmed()
                .on(
                        new PaymentUnknown(LEDGER, ID, PaymentStep.POST, "already_voided", "text"),
                        new PaymentReleased(LEDGER, ID, HOLD),
                        new PaymentReturned(LEDGER, ID, MESSAGE, "ref", "AC04", "text"))
                .ended();
        saga.on(new PaymentSettled(LEDGER, ID, anew))
                .sends(
                        new ReverseTransaction(LEDGER, anew, REVERSAL, null, null, METADATA),
                        done(PaymentStep.REVERSE, REVERSAL));
        saga.on(new PaymentReversed(LEDGER, ID, REVERSAL, anew)).ended();
    }

    @Test
    void aFaultOfTheLedgerIsTriedAgainWithBackOff() {
        saga.ledgerFails(true).on(SagaScenario.initiated(null)).sends(ASK_HOLD, fault(PaymentStep.HOLD, 1));
        saga.on(failedAttempt(PaymentStep.HOLD, 1)).sends();
        saga.pass(Duration.ofSeconds(1)).sends(ASK_HOLD, fault(PaymentStep.HOLD, 2));
        saga.ledgerFails(false).on(failedAttempt(PaymentStep.HOLD, 2));
        saga.pass(Duration.ofSeconds(1))
                .sends()
                .pass(Duration.ofSeconds(1))
                .sends(ASK_HOLD, done(PaymentStep.HOLD, HOLD));
    }

    private static RecordAttempt fault(PaymentStep step, int attempt) {
        String reason = step == PaymentStep.SCREEN ? "Screening failed." : "The command failed.";
        return new RecordAttempt(ID, step, attempt, "fault", reason);
    }

    private static PaymentAttemptFailed failedAttempt(PaymentStep step, int attempt) {
        return new PaymentAttemptFailed(LEDGER, ID, step, attempt, "fault", "text");
    }

    @Test
    void faultsWhileMoneyIsGivenBackNeverGiveUp() {
        saga.submitted()
                .ledgerFails(true)
                .on(new PaymentFailed(LEDGER, ID, MESSAGE, null, "AC04", "text"))
                .sends(ASK_VOID, fault(PaymentStep.VOID, 1))
                .on(failedAttempt(PaymentStep.VOID, 40))
                .sends()
                .pass(Duration.ofMinutes(10))
                .sends(ASK_VOID, fault(PaymentStep.VOID, 41));
    }

    @Test
    void deniedByScreening() {
        saga.screeningSays(CompletableFuture.completedFuture(new ScreeningVerdict.Denied("listed", "text")));
        saga.started().on(new PaymentHeld(LEDGER, ID, HOLD)).sends(new RecordScreening(ID, "listed", "text"));
        saga.on(new PaymentRejected(LEDGER, ID, PaymentStep.SCREEN, "listed", "text"))
                .sends(ASK_VOID, done(PaymentStep.VOID, HOLD));
        saga.on(new PaymentReleased(LEDGER, ID, HOLD)).ended();
    }

    @Test
    void aFaultOfScreeningIsTriedAgainUntilTheStepExpires() {
        saga.screeningSays(CompletableFuture.failedFuture(new IllegalStateException("down")));
        saga.started().on(new PaymentHeld(LEDGER, ID, HOLD)).sends(fault(PaymentStep.SCREEN, 1));
        saga.on(failedAttempt(PaymentStep.SCREEN, 1))
                .pass(Duration.ofSeconds(1))
                .sends(fault(PaymentStep.SCREEN, 2));
        saga.on(failedAttempt(PaymentStep.SCREEN, 2), failedAttempt(PaymentStep.SCREEN, 30))
                .pass(Duration.ofMinutes(10))
                .forget()
                .pass(Duration.ofMinutes(10))
                .sends(new ExpirePayment(ID, PaymentStep.SCREEN));
        saga.on(new PaymentExpired(LEDGER, ID, PaymentStep.SCREEN, "screen_expired", "text"))
                .sends(ASK_VOID, done(PaymentStep.VOID, HOLD));
    }

    @Test
    void aStepOfWhichNothingIsHeardIsDoneAgain() {
        saga.started().pass(Duration.ofSeconds(10)).sends(ASK_HOLD, done(PaymentStep.HOLD, HOLD));
        saga.on(new PaymentHeld(LEDGER, ID, HOLD))
                .forget()
                .pass(Duration.ofSeconds(20))
                .sends(new RecordScreening(ID, null, null));
    }

    @Test
    void theHoldExpires() {
        saga.ledgerFails(true)
                .started()
                .on(failedAttempt(PaymentStep.HOLD, 30))
                .pass(Duration.ofMinutes(10))
                .sends(new ExpirePayment(ID, PaymentStep.HOLD));
        saga.ledgerFails(false)
                .on(new PaymentExpired(LEDGER, ID, PaymentStep.HOLD, "hold_expired", "text"))
                .sends(ASK_HOLD, done(PaymentStep.HOLD, HOLD));
        saga.on(new PaymentHeld(LEDGER, ID, HOLD)).sends(ASK_VOID, done(PaymentStep.VOID, HOLD));
        saga.on(new PaymentReleased(LEDGER, ID, HOLD)).ended();
    }

    @Test
    void waitsForApprovalUntilItExpires() {
        saga.awaitingApproval()
                .pass(Duration.ofDays(2))
                .sends()
                .pass(Duration.ofDays(1))
                .sends(new ExpirePayment(ID, PaymentStep.APPROVE));
    }

    @Test
    void approvedMeansSubmitted() {
        saga.awaitingApproval()
                .on(new PaymentApproved(LEDGER, ID, "approved", null))
                .asks("submit");
    }

    @Test
    void whatWaitsForItsFileIsAskedForLessAndLessOften() {
        saga.railSays(new RailAnswer.Waiting())
                .held()
                .on(new PaymentScreened(LEDGER, ID))
                .asks("submit")
                .sends()
                .pass(Duration.ofSeconds(10))
                .asks("submit")
                .pass(Duration.ofSeconds(10))
                .asks("submit")
                .pass(Duration.ofSeconds(19))
                .asks()
                .pass(Duration.ofSeconds(1))
                .asks("submit")
                .pass(Duration.ofSeconds(20))
                .sends(told(RecordRailOutcome.Kind.NOT_SENT, null, "silent", "The order has not left within PT1M."));
        saga.on(new PaymentUnknown(LEDGER, ID, PaymentStep.SUBMIT, "not_sent", "text"))
                .pass(Duration.ofSeconds(1))
                .asks("submit")
                .sends(told(RecordRailOutcome.Kind.NOT_SENT, null, "silent", "The order still waits to leave.", 1));
    }

    @Test
    void whatWasWithdrawnIsNoOutcome() {
        saga.railSays(new RailAnswer.Withdrawn())
                .held()
                .on(new PaymentScreened(LEDGER, ID))
                .asks("submit")
                .sends();
    }

    @Test
    void aRailThatTakesItsTimeIsNotAskedTwiceAtOnce() {
        CompletableFuture<RailAnswer> later = saga.railTakesItsTime();
        saga.held()
                .on(new PaymentScreened(LEDGER, ID), new PaymentClaimed(LEDGER, ID, "simulator", MESSAGE))
                .asks("submit")
                .pass(Duration.ofSeconds(30))
                .asks()
                .sends();
        later.complete(new RailAnswer.Settled("ref"));
        saga.sends(told(RecordRailOutcome.Kind.SETTLED, "ref", null, null));
    }

    @Test
    void aClaimOfWhichNothingIsHeardIsAskedForAndGivenUp() {
        saga.railSays(new RailAnswer.Waiting())
                .submitted()
                .pass(Duration.ofSeconds(10))
                .asks("inquire")
                .sends()
                .pass(Duration.ofSeconds(50))
                .sends(told(RecordRailOutcome.Kind.OVERDUE, null, "silent", "No outcome within PT1M."));
    }

    @Test
    void declinedAndCancelledGiveTheMoneyBack() {
        saga.held()
                .on(new PaymentCancelled(LEDGER, ID, "cancelled", null))
                .sends(ASK_VOID, done(PaymentStep.VOID, HOLD))
                .on(new PaymentReleased(LEDGER, ID, HOLD))
                .ended();
        SagaScenario other = new SagaScenario().held();
        other.on(new PaymentDeclined(LEDGER, ID, "declined", null)).sends(ASK_VOID, done(PaymentStep.VOID, HOLD));
    }

    @Test
    void aLaterPaymentStartsInItsTime() {
        saga.on(SagaScenario.initiated(saga.currentTime().plusSeconds(3_600)))
                .sends()
                .pass(Duration.ofMinutes(59))
                .sends()
                .pass(Duration.ofMinutes(1))
                .sends(new StartPayment(ID));
        saga.on(new PaymentStarted(LEDGER, ID)).sends(ASK_HOLD, done(PaymentStep.HOLD, HOLD));
    }

    @Test
    void aLaterPaymentCancelledBeforeEndsWithoutAHold() {
        saga.on(SagaScenario.initiated(saga.currentTime().plusSeconds(3_600)))
                .on(new PaymentCancelled(LEDGER, ID, "cancelled", null))
                .ended();
    }

    @Test
    void refusedByTheRail() {
        saga.railSays(new RailAnswer.Refused("AC04", "closed"))
                .held()
                .on(new PaymentScreened(LEDGER, ID), new PaymentClaimed(LEDGER, ID, "simulator", MESSAGE))
                .sends(told(RecordRailOutcome.Kind.REFUSED, null, "AC04", "closed"));
        saga.on(new PaymentFailed(LEDGER, ID, MESSAGE, null, "AC04", "closed"))
                .sends(ASK_VOID, done(PaymentStep.VOID, HOLD))
                .on(new PaymentReleased(LEDGER, ID, HOLD))
                .ended();
    }

    @ParameterizedTest
    @MethodSource("org.tallystick.saga.TestFaults#ofEachKind")
    void aRailThatFailsIsKnownAndAskedAgainAndNeverSentToTwice(Throwable fault) {
        try (TestFaults faults = new TestFaults()) {
            saga.railFails(fault)
                    .held()
                    .on(new PaymentScreened(LEDGER, ID), new PaymentClaimed(LEDGER, ID, "simulator", MESSAGE))
                    .asks("submit")
                    .sends(told(RecordRailOutcome.Kind.SILENT, null, "silent", "The rail could not be asked."));
            faults.awaitFailing("rail-simulator");
            saga.railSays(new RailAnswer.Settled("ref"))
                    .on(new PaymentUnknown(LEDGER, ID, PaymentStep.SUBMIT, "silent", "text"))
                    .sends()
                    .pass(Duration.ofSeconds(1))
                    .asks("inquire")
                    .sends(told(RecordRailOutcome.Kind.SETTLED, "ref", null, null, 1));
            faults.awaitRecovered("rail-simulator");
        }
    }

    @Test
    void anAcceptedPaymentWithoutNewsBecomesUnknown() {
        saga.accepted()
                .pass(Duration.ofSeconds(59))
                .sends()
                .asks()
                .pass(Duration.ofSeconds(1))
                .sends(told(RecordRailOutcome.Kind.OVERDUE, null, "silent", "No outcome within PT1M."));
    }

    @Test
    void newsThatComeLateAreFollowed() {
        saga.submitted()
                .on(
                        new PaymentUnknown(LEDGER, ID, PaymentStep.SUBMIT, "silent", "text"),
                        new PaymentConfirmed(LEDGER, ID, MESSAGE, "ref", null, null))
                .sends(ASK_POST, done(PaymentStep.POST, HOLD));
    }

    @Test
    void aReturnStartsTheSagaAnewAndReversesWhatWasPosted() {
        saga.settled().ended();
        saga.on(new PaymentReturned(LEDGER, ID, MESSAGE, "ref", "AC04", "text"))
                .sends(ASK_REVERSE, done(PaymentStep.REVERSE, REVERSAL));
        saga.on(new PaymentReversed(LEDGER, ID, REVERSAL, HOLD)).ended();
    }

    @Test
    void aReturnBeforeThePostWaitsForIt() {
        saga.confirmed()
                .on(new PaymentReturned(LEDGER, ID, MESSAGE, "ref", "AC04", "text"))
                .sends(ASK_POST, done(PaymentStep.POST, HOLD));
        saga.on(new PaymentSettled(LEDGER, ID, HOLD)).sends(ASK_REVERSE, done(PaymentStep.REVERSE, REVERSAL));
    }

    @Test
    void aContradictionAfterTheEndIsPostedAnewWhenAPersonSaysSo() {
        saga.failed().on(new PaymentReleased(LEDGER, ID, HOLD)).forget().ended();
        saga.on(new PaymentUnknown(LEDGER, ID, PaymentStep.POST, "contradicted", "text"))
                .sends()
                .goesOn();
        TransactionId anew = DerivedIds.ofPayment(ID, PaymentStep.POST);
        saga.on(new PaymentConfirmed(LEDGER, ID, null, null, "resolved", null))
                .sends(
                        new PostTransaction(LEDGER, anew, List.of(POSTING), null, "invoice 7", null, METADATA, false),
                        done(PaymentStep.POST, anew));
        saga.on(new PaymentSettled(LEDGER, ID, anew)).ended();
    }

    @Test
    void whatIsPostedAfterAPersonSaidThatItFailedIsReversed() {
        saga.confirmed()
                .on(
                        new PaymentUnknown(LEDGER, ID, PaymentStep.REVERSE, "contradicted", "text"),
                        new PaymentFailed(LEDGER, ID, null, null, "resolved", null))
                .sends(ASK_VOID, done(PaymentStep.VOID, HOLD));
        saga.on(new PaymentSettled(LEDGER, ID, HOLD)).sends(ASK_REVERSE, done(PaymentStep.REVERSE, REVERSAL));
        saga.on(new PaymentReversed(LEDGER, ID, REVERSAL, HOLD)).ended();
    }

    @Test
    void newsThatAreOnlyNotedStartNothing() {
        saga.failed()
                .on(new PaymentNewsNoted(LEDGER, ID, MESSAGE, "refused", "ref", "AC01", "text"))
                .sends()
                .on(new PaymentReleased(LEDGER, ID, HOLD))
                .ended();
    }

    @Test
    void eventsOfLongAgoAreOnlyFollowed() {
        saga.store(SagaScenario.initiated(null)).store(new PaymentHeld(LEDGER, ID, HOLD));
        saga.pass(Duration.ofHours(1))
                .deliver(0)
                .deliver(1)
                .sends()
                .pass(Duration.ofSeconds(20))
                .sends(new ExpirePayment(ID, PaymentStep.SCREEN));
    }
}
