package org.tallystick.command.transfer;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tallystick.command.account.NamedAccounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.InitiateTransfer;
import org.tallystick.commands.RecordTransferAttempt;
import org.tallystick.commands.RecordTransferStep;
import org.tallystick.commands.TransferRejection;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferCompleted;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferRefused;
import org.tallystick.events.TransferRejected;
import org.tallystick.events.TransferUndone;
import org.tallystick.values.Address;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.TransferFunds;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferLeg;
import org.tallystick.values.TransferState;
import org.tallystick.values.TransferStep;

/** Decides whether a transfer that does not exist is initiated, and what the saga records of it. */
final class TransferDecision {
    private static final Rules<Initiation> TO_INITIATE = Rules.inOrder(
            new Rule<>(TransferRejection.LEDGER_NOT_FOUND, Initiation::ledgerMissing),
            new Rule<>(TransferRejection.ACCOUNT_NOT_FOUND, Initiation::accountMissing));

    private TransferDecision() {}

    /** @param exists whether a stream is there */
    static Decision<TransferInitiated> initiate(InitiateTransfer command, Predicate<String> exists) {
        Decision<TransferInitiated> rejected =
                TO_INITIATE.firstBroken(new Initiation(named(command.from(), exists), named(command.to(), exists)));
        return rejected == null ? Decision.accepted(initiated(command)) : rejected;
    }

    private static NamedAccounts named(TransferLeg leg, Predicate<String> exists) {
        return new NamedAccounts(leg.ledger(), List.of(leg.account(), leg.exchange()), exists);
    }

    private static TransferInitiated initiated(InitiateTransfer command) {
        return new TransferInitiated(
                command.from().ledger(),
                command.transfer(),
                command.from(),
                command.to(),
                command.reference(),
                command.metadata(),
                DerivedIds.ofTransfer(command.transfer(), TransferStep.HOLD),
                DerivedIds.ofTransfer(command.transfer(), TransferStep.DELIVER));
    }

    static Decision<TransferEvent> step(RecordTransferStep command, TransferState state) {
        boolean done = command.rejected() == null;
        if (command.step() == state.next()) {
            return Decision.accepted(done ? done(command, state) : refused(command, state));
        } else if (done && isLate(command.step(), state)) {
            return Decision.accepted(done(command, state));
        }
        return isBehind(command.step(), state) ? Decision.unchanged() : illegal(state.id());
    }

    /** What is recorded does not belong to where the transfer stands. */
    private static Decision<TransferEvent> illegal(TransferId id) {
        return Decision.rejected(
                TransferRejection.ILLEGAL_TRANSITION,
                "Transfer " + id + " does not stand there.",
                Map.of("transfer", id.value()));
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

    static Decision<TransferEvent> attempt(RecordTransferAttempt command, TransferState state) {
        return command.step() == state.next() && command.attempt() == state.attempts() + 1
                ? Decision.accepted(attempt(command.step(), state, command.code(), command.reason()))
                : Decision.unchanged();
    }

    private static TransferAttemptFailed attempt(TransferStep step, TransferState state, String code, String reason) {
        return new TransferAttemptFailed(state.from().ledger(), state.id(), step, state.attempts() + 1, code, reason);
    }

    private record Initiation(NamedAccounts from, NamedAccounts to) {
        Violation ledgerMissing() {
            Violation first = from.ledgerMissing();
            return first == null ? to.ledgerMissing() : first;
        }

        Violation accountMissing() {
            Violation first = accountMissing(from);
            return first == null ? accountMissing(to) : first;
        }

        private static Violation accountMissing(NamedAccounts leg) {
            Address missing = leg.firstMissing();
            return missing == null
                    ? null
                    : new Violation(
                            "Account " + missing + " does not exist in ledger " + leg.ledger() + ".",
                            OrderedMap.of("ledger", leg.ledger().value(), "account", missing.value()));
        }
    }
}
