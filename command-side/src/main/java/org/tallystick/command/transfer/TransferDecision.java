package org.tallystick.command.transfer;

import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferCompleted;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferRefused;
import org.tallystick.events.TransferRejected;
import org.tallystick.events.TransferUndone;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** What was decided of what the saga records of a transfer. */
sealed interface TransferDecision {

    /** It shall happen. */
    record Accepted(TransferEvent event) implements TransferDecision {}

    /** It happened before, or something else has come first. */
    record Replay() implements TransferDecision {}

    /** It does not belong to where the transfer stands. */
    record Illegal() implements TransferDecision {}

    static TransferDecision step(RecordTransferStep command, TransferState state) {
        boolean done = command.rejected() == null;
        if (command.step() == state.next()) {
            return new Accepted(done ? done(command, state) : refused(command, state));
        } else if (done && isLate(command.step(), state)) {
            return new Accepted(done(command, state));
        }
        return isBehind(command.step(), state) ? new Replay() : new Illegal();
    }

    /** Whether a step that was recorded as refused was done all the same, by another sending of it. */
    private static boolean isLate(TransferStep step, TransferState state) {
        return state.failed()
                && (step == TransferStep.HOLD && state.fromFunds() == TransferFunds.UNTOUCHED
                        || step == TransferStep.DELIVER && state.toFunds() == TransferFunds.UNTOUCHED);
    }

    private static boolean isBehind(TransferStep step, TransferState state) {
        return switch (step) {
            case HOLD -> true;
            case DELIVER -> state.failed() || state.toFunds() != TransferFunds.UNTOUCHED;
            case COMPLETE -> state.failed() || state.fromFunds() == TransferFunds.POSTED;
            case VOID -> state.fromFunds() == TransferFunds.TAKEN_BACK;
            case RECALL -> state.toFunds() == TransferFunds.TAKEN_BACK;
        };
    }

    private static TransferEvent done(RecordTransferStep command, TransferState state) {
        LedgerName ledger = state.from().ledger();
        TransferId id = state.id();
        return switch (command.step()) {
            case HOLD -> new TransferHeld(ledger, id, command.transaction());
            case DELIVER -> new TransferDelivered(ledger, id, command.transaction());
            case COMPLETE -> new TransferCompleted(ledger, id, command.transaction());
            case VOID, RECALL -> new TransferUndone(ledger, id, command.step(), command.transaction());
        };
    }

    /** What takes something back is tried again for as long as a ledger refuses it: a person may have to help. */
    private static TransferEvent refused(RecordTransferStep command, TransferState state) {
        LedgerName ledger = state.from().ledger();
        return switch (command.step()) {
            case HOLD -> new TransferRejected(ledger, state.id(), command.rejected(), command.reason());
            case DELIVER, COMPLETE ->
                new TransferRefused(ledger, state.id(), command.step(), command.rejected(), command.reason());
            case VOID, RECALL -> attempt(command.step(), state, command.rejected(), command.reason());
        };
    }

    static TransferDecision attempt(RecordTransferAttempt command, TransferState state) {
        return command.step() == state.next() && command.attempt() == state.attempts() + 1
                ? new Accepted(attempt(command.step(), state, command.code(), command.reason()))
                : new Replay();
    }

    private static TransferAttemptFailed attempt(TransferStep step, TransferState state, String code, String reason) {
        return new TransferAttemptFailed(state.from().ledger(), state.id(), step, state.attempts() + 1, code, reason);
    }
}
