package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Violation;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.HeldCreditPosted;
import org.tallystick.events.HeldCreditReleased;
import org.tallystick.events.HeldDebitPosted;
import org.tallystick.events.HeldDebitReleased;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/** The end that a pending transaction shall come to, and what the rules say of it. */
final class EndOfHold {
    private final TransactionEvent event;
    private final TransactionEvent created;
    private final TransactionState hold;
    private final DecisionState state;
    private List<DomainEvent> entries;

    EndOfHold(TransactionEvent event, TransactionHistory history, DecisionState state) {
        this.event = event;
        this.created = history.created();
        this.hold = history.state();
        this.state = state;
    }

    Decision<DomainEvent> accepted() {
        List<DomainEvent> events = entries();
        events.add(event);
        return new Decision.Accepted<>(events);
    }

    Violation amountsDoNotMatch() {
        int held = hold.postings().size();
        return amounts().size() == held
                ? null
                : new Violation(
                        "postings must have as many amounts as the hold has postings, " + held + ".",
                        Map.of("field", "postings"));
    }

    Violation periodLocked() {
        return state.periodLocked(state.orNow(hold.effectiveAt()));
    }

    Violation alreadyPosted() {
        return violation(
                hold.phase() == TransactionPhase.POSTED && created instanceof TransactionHeld, "is not pending");
    }

    Violation alreadyVoided() {
        return violation(hold.phase() == TransactionPhase.VOIDED, "is not pending");
    }

    Violation alreadyExpired() {
        return violation(hold.phase() == TransactionPhase.EXPIRED, "is not pending");
    }

    Violation neverHeld() {
        return violation(!(created instanceof TransactionHeld), "is not pending");
    }

    Violation isOver() {
        return state.isOver(hold.id(), hold.expiresAt());
    }

    Violation isNotOver() {
        return violation(hold.phase() == TransactionPhase.PENDING && isOver() == null, "has not expired yet");
    }

    private Violation violation(boolean broken, String what) {
        return broken
                ? new Violation(
                        "Transaction " + hold.id() + " " + what + ".",
                        Map.of("transaction", hold.id().value()))
                : null;
    }

    Violation exceedsHeld() {
        for (int i = 0; i < amounts().size(); i++) {
            BigInteger amount = amounts().get(i);
            BigInteger held = hold.postings().get(i).amount();
            if (amount.compareTo(held) > 0) {
                return new Violation(
                        "Posting " + i + " holds " + held + ", less than " + amount + ".",
                        OrderedMap.of("posting", i, "held", held, "amount", amount));
            }
        }
        return null;
    }

    Violation counterOverflows() {
        return ProposedTransaction.overflow(entries());
    }

    private List<BigInteger> amounts() {
        return ((HeldTransactionPosted) event).amounts();
    }

    private List<DomainEvent> entries() {
        if (entries == null) {
            entries = new ArrayList<>(2 * hold.postings().size() + 1);
            PostingAccounts accounts = PostingAccounts.of(hold.postings(), state);
            for (int i = 0; i < hold.postings().size(); i++) {
                if (event instanceof HeldTransactionPosted posted) {
                    post(i, posted.amounts().get(i), accounts);
                } else {
                    release(i, accounts);
                }
            }
        }
        return entries;
    }

    private void post(int index, BigInteger amount, PostingAccounts accounts) {
        LedgerName ledger = event.ledger();
        TransactionId id = hold.id();
        Posting posting = hold.postings().get(index);
        BigInteger held = posting.amount();
        Instant effectiveAt = hold.effectiveAt();
        entries.add(new HeldDebitPosted(
                ledger,
                posting.debit(),
                id,
                index,
                posting.asset(),
                held,
                amount,
                effectiveAt,
                accounts.debit(index).release(Side.DEBIT, held, amount)));
        entries.add(new HeldCreditPosted(
                ledger,
                posting.credit(),
                id,
                index,
                posting.asset(),
                held,
                amount,
                effectiveAt,
                accounts.credit(index).release(Side.CREDIT, held, amount)));
    }

    private void release(int index, PostingAccounts accounts) {
        LedgerName ledger = event.ledger();
        TransactionId id = hold.id();
        Posting posting = hold.postings().get(index);
        BigInteger held = posting.amount();
        entries.add(new HeldDebitReleased(
                ledger,
                posting.debit(),
                id,
                index,
                posting.asset(),
                held,
                accounts.debit(index).release(Side.DEBIT, held, BigInteger.ZERO)));
        entries.add(new HeldCreditReleased(
                ledger,
                posting.credit(),
                id,
                index,
                posting.asset(),
                held,
                accounts.credit(index).release(Side.CREDIT, held, BigInteger.ZERO)));
    }
}
