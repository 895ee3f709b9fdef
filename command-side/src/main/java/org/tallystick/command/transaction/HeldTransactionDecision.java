package org.tallystick.command.transaction;

import static org.tallystick.commands.TransactionRejection.ALREADY_POSTED;
import static org.tallystick.commands.TransactionRejection.ALREADY_VOIDED;
import static org.tallystick.commands.TransactionRejection.AMOUNT_OVERFLOW;
import static org.tallystick.commands.TransactionRejection.EXCEEDS_HELD;
import static org.tallystick.commands.TransactionRejection.INVALID;
import static org.tallystick.commands.TransactionRejection.NOT_PENDING;
import static org.tallystick.commands.TransactionRejection.PERIOD_LOCKED;
import static org.tallystick.commands.TransactionRejection.TRANSACTION_EXPIRED;

import java.math.BigInteger;
import java.util.List;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.commands.ExpireTransaction;
import org.tallystick.commands.PostHeldTransaction;
import org.tallystick.commands.VoidTransaction;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionState;

/** Decides how a pending transaction ends: posted, voided or expired, and only once. Limits are not checked again. */
final class HeldTransactionDecision {
    private static final Rules<EndOfHold> TO_POST = Rules.inOrder(
            new Rule<>(INVALID, EndOfHold::amountsDoNotMatch),
            new Rule<>(PERIOD_LOCKED, EndOfHold::periodLocked),
            new Rule<>(ALREADY_POSTED, EndOfHold::alreadyPosted),
            new Rule<>(ALREADY_VOIDED, EndOfHold::alreadyVoided),
            new Rule<>(TRANSACTION_EXPIRED, EndOfHold::alreadyExpired),
            new Rule<>(TRANSACTION_EXPIRED, EndOfHold::isOver),
            new Rule<>(NOT_PENDING, EndOfHold::neverHeld),
            new Rule<>(EXCEEDS_HELD, EndOfHold::exceedsHeld),
            new Rule<>(AMOUNT_OVERFLOW, EndOfHold::counterOverflows));
    private static final Rules<EndOfHold> TO_VOID = Rules.inOrder(
            new Rule<>(ALREADY_POSTED, EndOfHold::alreadyPosted),
            new Rule<>(TRANSACTION_EXPIRED, EndOfHold::alreadyExpired),
            new Rule<>(NOT_PENDING, EndOfHold::neverHeld));
    private static final Rules<EndOfHold> TO_EXPIRE = Rules.inOrder(
            new Rule<>(INVALID, EndOfHold::isNotOver),
            new Rule<>(ALREADY_POSTED, EndOfHold::alreadyPosted),
            new Rule<>(ALREADY_VOIDED, EndOfHold::alreadyVoided),
            new Rule<>(NOT_PENDING, EndOfHold::neverHeld));

    private HeldTransactionDecision() {}

    static Decision<DomainEvent> post(PostHeldTransaction command, DecisionState state) {
        TransactionHistory history = state.transaction(command.transaction());
        return history == null
                ? state.noTransaction(command.transaction())
                : decide(posted(command, history.state()), history, TO_POST, state);
    }

    static Decision<DomainEvent> end(VoidTransaction command, DecisionState state) {
        return end(new TransactionVoided(command.ledger(), command.transaction()), TO_VOID, state);
    }

    static Decision<DomainEvent> end(ExpireTransaction command, DecisionState state) {
        return end(new TransactionExpired(command.ledger(), command.transaction()), TO_EXPIRE, state);
    }

    private static HeldTransactionPosted posted(PostHeldTransaction command, TransactionState hold) {
        List<BigInteger> amounts = command.amounts() == null
                ? hold.postings().stream().map(Posting::amount).toList()
                : command.amounts();
        return new HeldTransactionPosted(command.ledger(), command.transaction(), amounts);
    }

    private static Decision<DomainEvent> end(TransactionEvent event, Rules<EndOfHold> rules, DecisionState state) {
        TransactionHistory history = state.transaction(event.transaction());
        return history == null ? state.noTransaction(event.transaction()) : decide(event, history, rules, state);
    }

    private static Decision<DomainEvent> decide(
            TransactionEvent event, TransactionHistory history, Rules<EndOfHold> rules, DecisionState state) {
        int sameBefore = history.events().indexOf(event);
        if (sameBefore >= 0) {
            return new Decision.Replay<>(event, sameBefore);
        }
        EndOfHold end = new EndOfHold(event, history, state);
        Decision<DomainEvent> rejected = rules.firstBroken(end);
        return rejected == null ? end.accepted() : rejected;
    }
}
