package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.commands.ReverseTransaction;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionReversed;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/** Decides whether a posted transaction may be reversed: once, by a new one that posts its amounts the other way round. */
final class ReversalDecision {
    private ReversalDecision() {}

    static Decision decide(ReverseTransaction command, TransactionHistory original, Books books, Instant now) {
        TransactionState state = original.state();
        TransactionPosted reversal = reversalOf(command, state);
        TransactionHistory existing = books.transaction(command.reversal());
        boolean isTheReversal = command.reversal().equals(state.reversedBy());
        if (existing != null && isTheReversal && existing.created().equals(reversal)) {
            return new Decision.Replay(command.reversal(), 0);
        }
        if (existing != null && !isTheReversal) {
            return NewTransactionDecision.idReused(command.reversal());
        }
        Decision.Rejected rejected = NewTransactionDecision.checkContext(
                reversal, state.postings(), books.parties(state.postings()), books, now);
        if (rejected == null) {
            rejected = checkReversible(state);
        }
        return rejected == null ? reverse(command, reversal, books, now) : rejected;
    }

    private static Decision reverse(ReverseTransaction command, TransactionPosted reversal, Books books, Instant now) {
        Decision decision = NewTransactionDecision.decideAmounts(
                reversal, reversal.postings(), books.parties(reversal.postings()), now);
        if (!(decision instanceof Decision.Accepted accepted)) {
            return decision;
        }
        TransactionEvent reversed =
                new TransactionReversed(command.ledger(), command.transaction(), command.reversal());
        return new Decision.Accepted(
                accepted.entries(), List.of(reversal, reversed), accepted.moved(), accepted.answer());
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

    private static Decision.Rejected checkReversible(TransactionState state) {
        if (state.reversedBy() != null) {
            return rejected(
                    TransactionRejection.ALREADY_REVERSED,
                    state.id(),
                    "is reversed already",
                    Map.of(TransactionRejection.REVERSED_BY, state.reversedBy().value()));
        } else if (state.reverses() != null) {
            return rejected(TransactionRejection.IS_REVERSAL, state.id(), "is a reversal itself", Map.of());
        } else if (state.phase() != TransactionPhase.POSTED) {
            return rejected(TransactionRejection.NOT_POSTED, state.id(), "is not posted", Map.of());
        }
        return null;
    }

    private static Decision.Rejected rejected(
            TransactionRejection rejection, TransactionId id, String what, Map<String, Object> more) {
        Map<String, Object> facts = new HashMap<>(more);
        facts.put("transaction", id.value());
        return new Decision.Rejected(rejection, "Transaction " + id + " " + what + ".", facts);
    }
}
