package org.tallystick.command.payment;

import org.tallystick.commands.RecordRailOutcome;
import org.tallystick.events.PaymentAccepted;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentFailed;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/**
 * Decides what a rail says. The first outcome counts, and its repeats change nothing; an outcome that contradicts what the
 * books already follow is put before a person.
 */
final class RailDecision {
    /** Marks a failure that a rail told as a return of what it never said was settled. */
    private static final String RETURNED = "returned";

    private RailDecision() {}

    static PaymentDecision decide(RecordRailOutcome command, PaymentState state) {
        if (!command.messageId().equals(state.messageId())) {
            return PaymentDecision.illegal(state, "message " + command.messageId() + " at its rail");
        }
        return switch (command.kind()) {
            case ACCEPTED -> accepted(command, state);
            case SETTLED -> settled(command, state);
            case REFUSED -> refused(command, state);
            case RETURNED -> returned(command, state);
            case SILENT -> silent(command, state);
        };
    }

    /** With the rail, and its outcome not told yet. */
    private static boolean isOpen(PaymentState state) {
        return state.phase() == PaymentPhase.SUBMITTED && !state.confirmed() || isAsked(state);
    }

    private static boolean isAsked(PaymentState state) {
        return state.phase() == PaymentPhase.UNKNOWN && state.waitsFor() == PaymentStep.SUBMIT;
    }

    private static PaymentDecision accepted(RecordRailOutcome command, PaymentState state) {
        if (!isOpen(state)) {
            return PaymentDecision.replay();
        }
        if (!state.accepted()) {
            return new PaymentDecision.Accepted(
                    new PaymentAccepted(state.ledger(), state.id(), command.messageId(), command.railReference()));
        }
        return inVain(command, state, "pending", "The rail has it and has no outcome yet.");
    }

    private static PaymentDecision settled(RecordRailOutcome command, PaymentState state) {
        if (isOpen(state)) {
            return new PaymentDecision.Accepted(new PaymentConfirmed(
                    state.ledger(),
                    state.id(),
                    command.messageId(),
                    command.railReference(),
                    command.code(),
                    command.reason()));
        }
        return state.phase() == PaymentPhase.FAILED && !RETURNED.equals(state.code())
                ? contradicted(state, PaymentStep.POST, "The rail says it has settled, after it had failed.")
                : PaymentDecision.replay();
    }

    private static PaymentDecision refused(RecordRailOutcome command, PaymentState state) {
        if (isOpen(state)) {
            return new PaymentDecision.Accepted(failed(command, state, command.code(), command.reason()));
        }
        boolean settled = state.phase() == PaymentPhase.SETTLED || state.phase() == PaymentPhase.SUBMITTED;
        return settled
                ? contradicted(state, PaymentStep.REVERSE, "The rail says it was refused, after it had settled.")
                : PaymentDecision.replay();
    }

    private static PaymentDecision returned(RecordRailOutcome command, PaymentState state) {
        if (isOpen(state)) {
            return new PaymentDecision.Accepted(failed(command, state, RETURNED, reasonOf(command)));
        }
        boolean follows = state.phase() == PaymentPhase.SETTLED
                || state.confirmed()
                        && (state.phase() == PaymentPhase.SUBMITTED || state.phase() == PaymentPhase.UNKNOWN);
        return follows
                ? new PaymentDecision.Accepted(new PaymentReturned(
                        state.ledger(),
                        state.id(),
                        command.messageId(),
                        command.railReference(),
                        command.code(),
                        command.reason()))
                : PaymentDecision.replay();
    }

    private static String reasonOf(RecordRailOutcome command) {
        return command.code() == null ? command.reason() : command.code() + ": " + command.reason();
    }

    private static PaymentFailed failed(RecordRailOutcome command, PaymentState state, String code, String reason) {
        return new PaymentFailed(
                state.ledger(), state.id(), command.messageId(), command.railReference(), code, reason);
    }

    private static PaymentDecision silent(RecordRailOutcome command, PaymentState state) {
        if (!isOpen(state)) {
            return PaymentDecision.replay();
        }
        return isAsked(state)
                ? inVain(command, state, "silent", command.reason())
                : new PaymentDecision.Accepted(
                        new PaymentUnknown(state.ledger(), state.id(), PaymentStep.SUBMIT, "silent", command.reason()));
    }

    /**
     * An inquiry without an outcome counts once. A saga that reads late gives up, or asks, again and again until it sees
     * what came of the first time; were each of them counted, it would wait for hours before it asks again.
     */
    private static PaymentDecision inVain(RecordRailOutcome command, PaymentState state, String code, String reason) {
        return isAsked(state) && command.inquiry() == state.attempts() + 1
                ? new PaymentDecision.Accepted(ProgressDecision.failedAttempt(state, PaymentStep.SUBMIT, code, reason))
                : PaymentDecision.replay();
    }

    private static PaymentDecision contradicted(PaymentState state, PaymentStep step, String reason) {
        return new PaymentDecision.Accepted(
                new PaymentUnknown(state.ledger(), state.id(), step, "contradicted", reason));
    }
}
