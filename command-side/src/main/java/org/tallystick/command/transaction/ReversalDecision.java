package org.tallystick.command.transaction;

import static org.tallystick.commands.TransactionRejection.ACCOUNT_CLOSED;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_FROZEN;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.ALREADY_REVERSED;
import static org.tallystick.commands.TransactionRejection.AMOUNT_OVERFLOW;
import static org.tallystick.commands.TransactionRejection.ASSET_MISMATCH;
import static org.tallystick.commands.TransactionRejection.CEILING_EXCEEDED;
import static org.tallystick.commands.TransactionRejection.ID_REUSED;
import static org.tallystick.commands.TransactionRejection.INSUFFICIENT_FUNDS;
import static org.tallystick.commands.TransactionRejection.IS_REVERSAL;
import static org.tallystick.commands.TransactionRejection.NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.NOT_POSTED;
import static org.tallystick.commands.TransactionRejection.PERIOD_LOCKED;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/** Decides whether a posted transaction may be reversed: once, by a new one that posts its amounts the other way round. */
final class ReversalDecision {
    private static final Rules<ProposedTransaction> RULES = Rules.inOrder(
            new Rule<>(ID_REUSED, ProposedTransaction::identifierTaken),
            new Rule<>(NOT_FOUND, ProposedTransaction::ledgerMissing),
            new Rule<>(ACCOUNT_NOT_FOUND, ProposedTransaction::accountMissing),
            new Rule<>(ACCOUNT_CLOSED, ProposedTransaction::accountClosed),
            new Rule<>(ACCOUNT_FROZEN, ProposedTransaction::accountFrozen),
            new Rule<>(ASSET_MISMATCH, ProposedTransaction::assetDiffers),
            new Rule<>(PERIOD_LOCKED, ProposedTransaction::periodLocked),
            new Rule<>(ALREADY_REVERSED, ReversalDecision::alreadyReversed),
            new Rule<>(IS_REVERSAL, ReversalDecision::isReversal),
            new Rule<>(NOT_POSTED, ReversalDecision::notPosted),
            new Rule<>(AMOUNT_OVERFLOW, ProposedTransaction::counterOverflows),
            new Rule<>(CEILING_EXCEEDED, ProposedTransaction::ceilingExceeded),
            new Rule<>(INSUFFICIENT_FUNDS, ProposedTransaction::floorExceeded));

    private ReversalDecision() {}

    static Decision<DomainEvent> decide(ReverseTransaction command, DecisionState state) {
        TransactionHistory original = state.transaction(command.transaction());
        if (original == null) {
            return state.noTransaction(command.transaction());
        }
        TransactionPosted reversal = reversalOf(command, original.state());
        ProposedTransaction proposed = new ProposedTransaction(reversal, reversal.postings(), original.state(), state);
        if (proposed.isRepeat() && command.reversal().equals(original.state().reversedBy())) {
            return proposed.replay();
        }
        Decision<DomainEvent> rejected = RULES.firstBroken(proposed);
        return rejected == null
                ? proposed.acceptedWith(
                        new TransactionReversed(command.ledger(), command.transaction(), command.reversal()))
                : rejected;
    }

    private static TransactionPosted reversalOf(ReverseTransaction command, TransactionState original) {
        List<Posting> postings = new ArrayList<>();
        for (int i = 0; i < original.postings().size(); i++) {
            BigInteger posted = original.posted().get(i);
            if (posted.signum() > 0) {
                postings.add(original.postings().get(i).withAmount(posted).reversed());
            }
        }
        return new TransactionPosted(
                command.ledger(),
                command.reversal(),
                postings,
                command.effectiveAt(),
                null,
                command.description(),
                command.metadata(),
                original.id());
    }

    private static Violation alreadyReversed(ProposedTransaction proposed) {
        TransactionId reversedBy = proposed.original().reversedBy();
        TransactionId id = proposed.original().id();
        return reversedBy == null
                ? null
                : new Violation(
                        "Transaction " + id + " is reversed already.",
                        OrderedMap.of(TransactionRejection.REVERSED_BY, reversedBy.value(), "transaction", id.value()));
    }

    private static Violation isReversal(ProposedTransaction proposed) {
        return proposed.original().reverses() == null
                ? null
                : violation(proposed.original().id(), "is a reversal itself");
    }

    private static Violation notPosted(ProposedTransaction proposed) {
        return proposed.original().phase() == TransactionPhase.POSTED
                ? null
                : violation(proposed.original().id(), "is not posted");
    }

    private static Violation violation(TransactionId id, String what) {
        return new Violation("Transaction " + id + " " + what + ".", Map.of("transaction", id.value()));
    }
}
