package org.tallystick.command.payment;

import org.tallystick.command.decision.Decision;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentHeld;
import org.tallystick.events.PaymentRejected;
import org.tallystick.events.PaymentReleased;
import org.tallystick.events.PaymentReversed;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;

/** Decides what the saga records of its transactions in the ledger. */
final class LedgerStepDecision {
    private LedgerStepDecision() {}

    static Decision<PaymentEvent> decide(RecordPaymentTransaction command, PaymentState state) {
        return switch (command.step()) {
            case HOLD -> held(command, state);
            case POST -> posted(command, state);
            case VOID -> released(command, state);
            case REVERSE -> reversed(command, state);
            case START, SCREEN, APPROVE, SUBMIT ->
                PaymentViolation.illegal(state, "transaction for the step " + EnumText.of(command.step()));
        };
    }

    /** Also after the payment has ended: what the ledger holds by then is released again. */
    private static Decision<PaymentEvent> held(RecordPaymentTransaction command, PaymentState state) {
        if (!state.started()) {
            return PaymentViolation.illegal(state, "hold before its time");
        }
        if (state.funds() != PaymentFunds.UNTOUCHED) {
            return Decision.unchanged();
        }
        return Decision.accepted(
                command.rejected() == null
                        ? new PaymentHeld(state.ledger(), state.id(), command.transaction())
                        : new PaymentRejected(
                                state.ledger(), state.id(), PaymentStep.HOLD, command.rejected(), command.reason()));
    }

    /** Also after the rail's confirmation was taken back: what was posted by then is reversed. */
    private static Decision<PaymentEvent> posted(RecordPaymentTransaction command, PaymentState state) {
        if (state.funds() == PaymentFunds.REVERSED) {
            return Decision.unchanged();
        }
        if (state.messageId() == null && !state.confirmed()) {
            return PaymentViolation.illegal(state, "confirmation to post for");
        }
        boolean again = state.funds() == PaymentFunds.POSTED && state.phase() != PaymentPhase.SUBMITTED;
        boolean inVain = command.rejected() != null && state.isEnded();
        if (again || inVain) {
            return Decision.unchanged();
        }
        return command.rejected() == null || isPostedByHand(command, state)
                ? Decision.accepted(new PaymentSettled(state.ledger(), state.id(), command.transaction()))
                : stuck(command, state);
    }

    /** For another amount than that of the hold; that this will do was said since it became known. */
    private static boolean isPostedByHand(RecordPaymentTransaction command, PaymentState state) {
        return is(command, TransactionRejection.ALREADY_POSTED)
                && state.funds() == PaymentFunds.POSTED
                && command.transaction().equals(state.posted());
    }

    private static Decision<PaymentEvent> released(RecordPaymentTransaction command, PaymentState state) {
        if (state.funds() == PaymentFunds.RELEASED) {
            return Decision.unchanged();
        }
        if (state.funds() != PaymentFunds.HELD) {
            return PaymentViolation.illegal(state, "hold to void");
        }
        if (is(command, TransactionRejection.ALREADY_POSTED) && state.phase() == PaymentPhase.SUBMITTED) {
            return Decision.unchanged();
        }
        return command.rejected() == null
                ? Decision.accepted(new PaymentReleased(state.ledger(), state.id(), command.transaction()))
                : stuck(command, state);
    }

    private static Decision<PaymentEvent> reversed(RecordPaymentTransaction command, PaymentState state) {
        if (state.funds() == PaymentFunds.REVERSED) {
            return Decision.unchanged();
        }
        if (state.funds() != PaymentFunds.POSTED) {
            return PaymentViolation.illegal(state, "transaction to reverse");
        }
        return command.rejected() == null
                ? Decision.accepted(
                        new PaymentReversed(state.ledger(), state.id(), command.transaction(), state.posted()))
                : stuck(command, state);
    }

    /**
     * The ledger does not let the payment go on: a person has to look at it. That comes first among the events, since the
     * saga acts on each of them.
     */
    private static Decision<PaymentEvent> stuck(RecordPaymentTransaction command, PaymentState state) {
        PaymentEvent unknown =
                new PaymentUnknown(state.ledger(), state.id(), command.step(), command.rejected(), command.reason());
        PaymentEvent end = endOfHold(command, state);
        if (end == null) {
            return state.phase() == PaymentPhase.UNKNOWN ? Decision.unchanged() : Decision.accepted(unknown);
        }
        boolean isAsWanted = end instanceof PaymentReleased
                && (state.phase().isWithoutPayment() || state.phase() == PaymentPhase.RETURNED);
        return isAsWanted || state.phase() == PaymentPhase.UNKNOWN
                ? Decision.accepted(end)
                : Decision.accepted(unknown, end);
    }

    /**
     * What became of the hold without the payment knowing: a crash came before that was recorded, or somebody posted or
     * voided it by hand. If it were not recorded now, whatever a person decides would be refused for this again.
     *
     * @return null when the hold is what the payment thinks it is
     */
    private static PaymentEvent endOfHold(RecordPaymentTransaction command, PaymentState state) {
        if (state.funds() != PaymentFunds.HELD || !command.transaction().equals(state.hold())) {
            return null;
        }
        if (is(command, TransactionRejection.ALREADY_VOIDED) || is(command, TransactionRejection.TRANSACTION_EXPIRED)) {
            return new PaymentReleased(state.ledger(), state.id(), command.transaction());
        }
        return is(command, TransactionRejection.ALREADY_POSTED)
                ? new PaymentSettled(state.ledger(), state.id(), command.transaction())
                : null;
    }

    private static boolean is(RecordPaymentTransaction command, TransactionRejection rejection) {
        return rejection.code().equals(command.rejected());
    }
}
