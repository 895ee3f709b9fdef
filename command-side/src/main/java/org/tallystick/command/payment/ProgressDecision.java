package org.tallystick.command.payment;

import java.time.Instant;
import org.tallystick.commands.DerivedIds;
import org.tallystick.commands.ExpirePayment;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordScreening;
import org.tallystick.events.PaymentApprovalRequested;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentExpired;
import org.tallystick.events.PaymentRejected;
import org.tallystick.events.PaymentScreened;
import org.tallystick.events.PaymentStarted;
import org.tallystick.events.PaymentSubmitted;
import org.tallystick.events.codec.EnumText;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** Decides what the saga records of a payment before it is with a rail, and of what no rail tells. */
final class ProgressDecision {
    private ProgressDecision() {}

    static PaymentDecision start(PaymentState state, Instant now) {
        if (state.started() || state.phase() != PaymentPhase.INITIATED) {
            return PaymentDecision.replay();
        }
        return now.isBefore(state.executeAt())
                ? PaymentDecision.illegal(state, "time yet to start")
                : new PaymentDecision.Accepted(new PaymentStarted(state.ledger(), state.id()));
    }

    static PaymentDecision screening(RecordScreening command, PaymentState state, Instant now) {
        if (state.phase() == PaymentPhase.INITIATED) {
            return PaymentDecision.illegal(state, "funds to screen for");
        }
        if (state.phase() != PaymentPhase.HELD) {
            return PaymentDecision.replay();
        }
        if (command.denied() != null) {
            return new PaymentDecision.Accepted(new PaymentRejected(
                    state.ledger(), state.id(), PaymentStep.SCREEN, command.denied(), command.reason()));
        }
        PaymentEvent next =
                state.terms().needsApproval(state.amount()) ? approvalRequested(state, now) : submitted(state);
        return new PaymentDecision.Accepted(new PaymentScreened(state.ledger(), state.id()), next);
    }

    private static PaymentEvent approvalRequested(PaymentState state, Instant now) {
        return new PaymentApprovalRequested(
                state.ledger(),
                state.id(),
                state.terms().approvalAbove(),
                now.plus(state.terms().approveWithin()));
    }

    static PaymentSubmitted submitted(PaymentState state) {
        return new PaymentSubmitted(state.ledger(), state.id(), state.rail(), DerivedIds.railMessage(state.id()));
    }

    static PaymentDecision expire(ExpirePayment command, PaymentState state) {
        PaymentPhase waiting = switch (command.step()) {
            case HOLD -> PaymentPhase.INITIATED;
            case SCREEN -> PaymentPhase.HELD;
            case APPROVE -> PaymentPhase.AWAITING_APPROVAL;
            case START, SUBMIT, POST, VOID, REVERSE -> null;
        };
        if (waiting == null) {
            return PaymentDecision.illegal(state, "step " + EnumText.of(command.step()) + " that expires");
        }
        String step = EnumText.of(command.step());
        return state.phase() == waiting && state.started()
                ? new PaymentDecision.Accepted(new PaymentExpired(
                        state.ledger(),
                        state.id(),
                        command.step(),
                        step + "_expired",
                        "The step " + step + " was not done in time."))
                : PaymentDecision.replay();
    }

    static PaymentDecision attempt(RecordAttempt command, PaymentState state) {
        return state.isEnded() || command.attempt() != state.attempts() + 1
                ? PaymentDecision.replay()
                : new PaymentDecision.Accepted(failedAttempt(state, command.step(), command.code(), command.reason()));
    }

    static PaymentAttemptFailed failedAttempt(PaymentState state, PaymentStep step, String code, String reason) {
        return new PaymentAttemptFailed(state.ledger(), state.id(), step, state.attempts() + 1, code, reason);
    }
}
