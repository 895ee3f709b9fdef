package org.tallystick.saga.payment;

import java.util.Map;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.RecordAttempt;
import org.tallystick.commands.RecordPaymentTransaction;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.StepCommands;
import org.tallystick.saga.engine.StepTransactions;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.PaymentFunds;
import org.tallystick.values.PaymentState;
import org.tallystick.values.PaymentStep;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/** The steps that a payment takes in its ledger. */
final class LedgerSteps {
    private final StepCommands commands;

    LedgerSteps(StepCommands commands) {
        this.commands = commands;
    }

    void perform(PaymentState state, PaymentStep step, Cause cause) {
        TransactionId transaction = transaction(state, step);
        commands.send(command(state, step, transaction), cause).whenComplete((outcome, failure) -> {
            if (failure != null) {
                commands.record(
                        new RecordAttempt(state.id(), step, state.attempts() + 1, "fault", "The command failed."),
                        cause);
            } else if (step == PaymentStep.REVERSE && reversal(outcome) != null) {
                record(state, step, reversal(outcome), null, null, cause);
            } else if (outcome instanceof Outcome.Rejected<?> rejected) {
                record(state, step, transaction, rejected.rejection().code(), rejected.detail(), cause);
            } else {
                record(state, step, transaction, null, null, cause);
            }
        });
    }

    /** What has reversed the transaction before, by hand; null when nothing has. */
    private static TransactionId reversal(Outcome<?> outcome) {
        return outcome instanceof Outcome.Rejected<?> rejected
                        && rejected.facts().get(TransactionRejection.REVERSED_BY) instanceof String reversal
                ? new TransactionId(reversal)
                : null;
    }

    private void record(
            PaymentState state, PaymentStep step, TransactionId transaction, String code, String reason, Cause cause) {
        commands.record(new RecordPaymentTransaction(state.id(), step, transaction, code, reason), cause);
    }

    /** The hold itself is posted, as long as there is one; else the funds are posted anew. */
    private static TransactionId transaction(PaymentState state, PaymentStep step) {
        if (step == PaymentStep.POST && state.posted() != null) {
            return state.posted();
        }
        return step == PaymentStep.REVERSE || step == PaymentStep.POST && state.funds() != PaymentFunds.HELD
                ? DerivedIds.ofPayment(state.id(), step)
                : state.hold();
    }

    private static LedgerCommand command(PaymentState state, PaymentStep step, TransactionId transaction) {
        return switch (step) {
            case HOLD ->
                StepTransactions.hold(state.ledger(), transaction, posting(state), state.reference(), metadata(state));
            case POST ->
                transaction.equals(state.hold())
                        ? new PostHeldTransaction(state.ledger(), transaction, null)
                        : StepTransactions.post(
                                state.ledger(), transaction, posting(state), state.reference(), metadata(state));
            case VOID -> new VoidTransaction(state.ledger(), transaction);
            case REVERSE ->
                new ReverseTransaction(state.ledger(), state.posted(), transaction, null, null, metadata(state));
            case START, SCREEN, APPROVE, SUBMIT -> throw new IllegalArgumentException(step + " is no step in a ledger");
        };
    }

    private static Posting posting(PaymentState state) {
        return new Posting(state.payer(), state.terms().clearing(), state.amount(), state.asset());
    }

    /** Leads from an entry back to the payment. */
    private static Map<String, String> metadata(PaymentState state) {
        return Map.of(DerivedIds.PAYMENT, state.id().value());
    }
}
