package org.tallystick.command.payment;

import org.tallystick.command.decision.Violation;
import org.tallystick.events.PaymentApproved;
import org.tallystick.events.PaymentCancelled;
import org.tallystick.events.PaymentDeclined;
import org.tallystick.events.PaymentEvent;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;

/**
 * What somebody asks of a payment, and what the rules say of it.
 *
 * @param event what it leads to
 * @param initiator the person behind the payment, as on record; null when nobody is
 * @param actor who asks
 */
record ClientRequest(PaymentEvent event, PaymentHistory history, String initiator, String actor) {

    PaymentState state() {
        return history.state();
    }

    private Violation violation(boolean broken, String what) {
        return broken ? PaymentViolation.of(state(), what) : null;
    }

    /** The answer says so where it was somebody else. */
    Violation alreadyApproved() {
        PaymentHistory.Said approved = history.last(PaymentApproved.class);
        if (approved == null) {
            return null;
        }
        boolean bySomebodyElse = event instanceof PaymentApproved && !approved.isBy(actor);
        return PaymentViolation.of(
                approved.after(), bySomebodyElse ? "was approved before by somebody else" : "was approved before");
    }

    Violation alreadyDeclined() {
        PaymentHistory.Said declined = history.last(PaymentDeclined.class);
        return declined == null ? null : PaymentViolation.of(declined.after(), "was declined before");
    }

    Violation hasEnded() {
        return violation(!isBeforeEnd(), ended());
    }

    private boolean isBeforeEnd() {
        return state().phase().isBeforeSubmission() || isSubmitting() || isSubmitted();
    }

    private String ended() {
        return "is " + EnumText.of(state().phase()) + " already";
    }

    Violation notAwaitingApproval() {
        return violation(state().phase() != PaymentPhase.AWAITING_APPROVAL, "does not wait for an approval");
    }

    Violation submitting() {
        return violation(isSubmitting(), "is just being sent, and it is not known yet whether it left");
    }

    private boolean isSubmitting() {
        return state().phase() == PaymentPhase.SUBMITTING;
    }

    private boolean isSubmitted() {
        return state().phase() == PaymentPhase.SUBMITTED;
    }

    Violation alreadySubmitted() {
        boolean mayHaveLeft = isUnknown() && !wasNeverClaimed();
        return violation(isSubmitted() || mayHaveLeft, "is with the rail already");
    }

    private boolean isUnknown() {
        return state().phase() == PaymentPhase.UNKNOWN;
    }

    private boolean wasNeverClaimed() {
        return !state().confirmed() && state().messageId() == null;
    }

    Violation cancelledOrEnded() {
        PaymentHistory.Said cancelled = history.last(PaymentCancelled.class);
        return cancelled == null
                ? violation(!state().phase().isBeforeSubmission() && !isUnknown(), ended())
                : PaymentViolation.of(cancelled.after(), "was cancelled before");
    }

    Violation notUnknown() {
        return violation(!isUnknown(), "has no outcome that somebody has to resolve");
    }

    Violation isOpen() {
        return violation(!state().isEnded(), "has not ended, and needs its beneficiary");
    }
}
