package org.tallystick.saga.payment;

import java.time.Duration;
import java.time.Instant;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** What has to be done next for a payment, and when: it follows from the state of the payment alone. */
final class NextStep {
    private NextStep() {}

    /** Null when the payment has ended, is in the middle of a decision, or waits for a person. */
    static PaymentStep of(PaymentState state) {
        return switch (state.phase()) {
            case INITIATED -> state.started() ? PaymentStep.HOLD : PaymentStep.START;
            case HELD -> PaymentStep.SCREEN;
            case AWAITING_APPROVAL -> PaymentStep.APPROVE;
            case SCREENED, APPROVED -> state.awaitsSubmission() ? PaymentStep.SUBMIT : null;
            case SUBMITTING -> PaymentStep.SUBMIT;
            case SUBMITTED -> state.confirmed() ? PaymentStep.POST : PaymentStep.SUBMIT;
            case UNKNOWN -> state.waitsFor() == PaymentStep.SUBMIT ? PaymentStep.SUBMIT : null;
            case RETURNED -> state.funds() == PaymentFunds.HELD ? PaymentStep.POST : givingBack(state);
            case REJECTED, DECLINED, CANCELLED, FAILED, EXPIRED -> givingBack(state);
            case SETTLED -> null;
        };
    }

    /** A hold whose outcome is not known is asked for again, so that it can be voided for certain. */
    private static PaymentStep givingBack(PaymentState state) {
        return switch (state.funds()) {
            case UNTOUCHED -> state.started() ? PaymentStep.HOLD : null;
            case HELD -> PaymentStep.VOID;
            case POSTED -> PaymentStep.REVERSE;
            case REFUSED, RELEASED, REVERSED -> null;
        };
    }

    /**
     * Whether the step is done as soon as an event asks for it; otherwise its time has to come first. An order that was
     * claimed is leaving: whoever claimed it is at it.
     */
    static boolean isAtOnce(PaymentState state) {
        PaymentStep step = of(state);
        return state.attempts() == 0
                && step != null
                && step != PaymentStep.START
                && step != PaymentStep.APPROVE
                && (step != PaymentStep.SUBMIT || state.awaitsSubmission());
    }

    /**
     * When to do the step, or to do it again if nothing has come of it.
     *
     * @param performedAt when it was last done; null when it was not
     */
    static Instant wakeAt(PaymentState state, Instant performedAt, StepTimes times) {
        Instant since = performedAt == null ? state.changedAt() : performedAt;
        return switch (of(state)) {
            case START -> state.executeAt();
            case APPROVE -> state.changedAt().plus(state.terms().approveWithin());
            case SUBMIT -> submitAt(state, since, times);
            case HOLD, SCREEN, POST, VOID, REVERSE -> since.plus(times.waitAfter(state.attempts()));
        };
    }

    private static Instant submitAt(PaymentState state, Instant since, StepTimes times) {
        if (state.phase() == PaymentPhase.UNKNOWN) {
            return since.plus(times.waitAfter(state.attempts() + 1));
        }
        Instant answerDue = state.changedAt().plus(answerWithin(state));
        Instant again = since.plus(state.awaitsSubmission() ? waitToAskAgain(state, since, times) : times.patience());
        return state.accepted() || answerDue.isBefore(again) ? answerDue : again;
    }

    /**
     * A rail that collects orders may have this one for days without anything to record: it is asked at growing intervals,
     * twice as late each time.
     */
    private static Duration waitToAskAgain(PaymentState state, Instant since, StepTimes times) {
        Duration sofar = Duration.between(state.changedAt(), since);
        Duration wait = sofar.compareTo(times.patience()) < 0 ? times.patience() : sofar;
        return wait.compareTo(times.maxBackOff()) < 0 ? wait : times.maxBackOff();
    }

    /** An order that was just claimed may be leaving, and is not given up at once. */
    private static Duration answerWithin(PaymentState state) {
        Duration allowed = state.terms().answerWithin();
        Duration leaving = ClaimSubmission.HOLDS.multipliedBy(2);
        return state.phase() == PaymentPhase.SUBMITTING && allowed.compareTo(leaving) < 0 ? leaving : allowed;
    }

    /** Whether the step has taken longer than it may. What gives money back, or follows the rail, never gives up. */
    static boolean isOverdue(PaymentState state, Instant now) {
        Duration allowed = switch (of(state)) {
            case HOLD -> state.phase() == PaymentPhase.INITIATED ? state.terms().stepWithin() : null;
            case SCREEN -> state.terms().stepWithin();
            case APPROVE -> state.terms().approveWithin();
            case SUBMIT -> state.phase() == PaymentPhase.UNKNOWN ? null : answerWithin(state);
            case START, POST, VOID, REVERSE -> null;
        };
        return allowed != null && !now.isBefore(state.changedAt().plus(allowed));
    }
}
