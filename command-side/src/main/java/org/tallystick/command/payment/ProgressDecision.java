package org.tallystick.command.payment;

import java.time.Instant;
import org.tallystick.command.decision.Decision;
import org.tallystick.commands.ClaimSubmission;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordScreening;
import org.tallystick.events.PaymentApprovalRequested;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentClaimed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentExpired;
import org.tallystick.events.PaymentRejected;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentStarted;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** Decides what the saga records of a payment before it is with a rail, and of what no rail tells. */
final class ProgressDecision {
    private ProgressDecision() {}

    static Decision<PaymentEvent> start(PaymentState state, Instant now) {
        if (state.started() || state.phase() != PaymentPhase.INITIATED) {
            return Decision.unchanged();
        }
        return now.isBefore(state.executeAt())
                ? PaymentViolation.illegal(state, "time yet to start")
                : Decision.accepted(new PaymentStarted(state.ledger(), state.id()));
    }

    static Decision<PaymentEvent> screening(RecordScreening command, PaymentState state, Instant now) {
        if (state.phase() == PaymentPhase.INITIATED) {
            return PaymentViolation.illegal(state, "funds to screen for");
        }
        if (state.phase() != PaymentPhase.HELD) {
            return Decision.unchanged();
        }
        if (command.denied() != null) {
            return Decision.accepted(new PaymentRejected(
                    state.ledger(), state.id(), PaymentStep.SCREEN, command.denied(), command.reason()));
        }
        PaymentEvent screened = new PaymentScreened(state.ledger(), state.id());
        return state.terms().needsApproval(state.amount())
                ? Decision.accepted(screened, approvalRequested(state, now))
                : Decision.accepted(screened);
    }

    private static PaymentEvent approvalRequested(PaymentState state, Instant now) {
        return new PaymentApprovalRequested(
                state.ledger(),
                state.id(),
                state.terms().approvalAbove(),
                now.plus(state.terms().approveWithin()));
    }

    /**
     * Exactly one of this and a person's decision comes first. A claim that was stored lately holds; an older one is stored
     * again, so that no deadline ends it while the order leaves.
     */
    static Decision<PaymentEvent> claim(ClaimSubmission command, PaymentState state, Instant now) {
        boolean own =
                command.rail().equals(state.rail()) && command.messageId().equals(DerivedIds.railMessage(state.id()));
        if (!own || !state.awaitsSubmission() && !RailDecision.isOpen(state)) {
            return PaymentViolation.illegal(state, "order that may leave over " + command.rail());
        }
        boolean holds = state.phase() == PaymentPhase.SUBMITTING
                && now.isBefore(state.changedAt().plus(ClaimSubmission.HOLDS));
        return holds
                ? Decision.unchanged()
                : Decision.accepted(new PaymentClaimed(state.ledger(), state.id(), state.rail(), command.messageId()));
    }

    static Decision<PaymentEvent> expire(ExpirePayment command, PaymentState state) {
        PaymentPhase waiting = switch (command.step()) {
            case HOLD -> PaymentPhase.INITIATED;
            case SCREEN -> PaymentPhase.HELD;
            case APPROVE -> PaymentPhase.AWAITING_APPROVAL;
            case START, SUBMIT, POST, VOID, REVERSE -> null;
        };
        if (waiting == null) {
            return PaymentViolation.illegal(state, "step " + EnumText.of(command.step()) + " that expires");
        }
        String step = EnumText.of(command.step());
        return state.phase() == waiting && state.started()
                ? Decision.accepted(new PaymentExpired(
                        state.ledger(),
                        state.id(),
                        command.step(),
                        step + "_expired",
                        "The step " + step + " was not done in time."))
                : Decision.unchanged();
    }

    static Decision<PaymentEvent> attempt(RecordAttempt command, PaymentState state) {
        return state.isEnded() || command.attempt() != state.attempts() + 1
                ? Decision.unchanged()
                : Decision.accepted(failedAttempt(state, command.step(), command.code(), command.reason()));
    }

    static PaymentAttemptFailed failedAttempt(PaymentState state, PaymentStep step, String code, String reason) {
        return new PaymentAttemptFailed(state.ledger(), state.id(), step, state.attempts() + 1, code, reason);
    }
}
