package org.tallystick.command.transaction;

import static org.tallystick.commands.TransactionRejection.ACCOUNT_CLOSED;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_FROZEN;
import static org.tallystick.commands.TransactionRejection.ACCOUNT_NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.AMOUNT_OVERFLOW;
import static org.tallystick.commands.TransactionRejection.ASSET_MISMATCH;
import static org.tallystick.commands.TransactionRejection.CEILING_EXCEEDED;
import static org.tallystick.commands.TransactionRejection.ID_REUSED;
import static org.tallystick.commands.TransactionRejection.INSUFFICIENT_FUNDS;
import static org.tallystick.commands.TransactionRejection.NOT_FOUND;
import static org.tallystick.commands.TransactionRejection.PERIOD_LOCKED;
import static org.tallystick.commands.TransactionRejection.TRANSACTION_EXPIRED;

import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Rule;
import org.tallystick.command.decision.Rules;
import org.tallystick.commands.HoldTransaction;
import org.tallystick.commands.NewTransaction;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;

/** Decides whether a new transaction, posted at once or pending, may happen. */
final class NewTransactionDecision {
    private static final Rules<ProposedTransaction> RULES = Rules.inOrder(
            new Rule<>(ID_REUSED, ProposedTransaction::identifierTaken),
            new Rule<>(NOT_FOUND, ProposedTransaction::ledgerMissing),
            new Rule<>(ACCOUNT_NOT_FOUND, ProposedTransaction::accountMissing),
            new Rule<>(ACCOUNT_CLOSED, ProposedTransaction::accountClosed),
            new Rule<>(ACCOUNT_FROZEN, ProposedTransaction::accountFrozen),
            new Rule<>(ASSET_MISMATCH, ProposedTransaction::assetDiffers),
            new Rule<>(PERIOD_LOCKED, ProposedTransaction::periodLocked),
            new Rule<>(TRANSACTION_EXPIRED, ProposedTransaction::isOver),
            new Rule<>(AMOUNT_OVERFLOW, ProposedTransaction::counterOverflows),
            new Rule<>(CEILING_EXCEEDED, ProposedTransaction::ceilingExceeded),
            new Rule<>(INSUFFICIENT_FUNDS, ProposedTransaction::floorExceeded));

    private NewTransactionDecision() {}

    static Decision<DomainEvent> decide(NewTransaction command, DecisionState state) {
        ProposedTransaction proposed = proposedBy(command, state);
        if (proposed.isRepeat()) {
            return proposed.replay();
        }
        Decision<DomainEvent> rejected = RULES.firstBroken(proposed);
        return rejected == null ? proposed.accepted() : rejected;
    }

    private static ProposedTransaction proposedBy(NewTransaction command, DecisionState state) {
        if (command instanceof HoldTransaction hold) {
            TransactionHeld event = new TransactionHeld(
                    hold.ledger(),
                    hold.transaction(),
                    hold.postings(),
                    hold.expiresAt(),
                    hold.effectiveAt(),
                    hold.reference(),
                    hold.description(),
                    hold.metadata());
            return new ProposedTransaction(event, event.postings(), null, state);
        }
        TransactionPosted event = new TransactionPosted(
                command.ledger(),
                command.transaction(),
                command.postings(),
                command.effectiveAt(),
                command.reference(),
                command.description(),
                command.metadata(),
                null);
        return new ProposedTransaction(event, event.postings(), null, state);
    }
}
