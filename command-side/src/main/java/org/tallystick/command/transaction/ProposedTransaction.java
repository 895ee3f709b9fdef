package org.tallystick.command.transaction;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.command.account.LimitRule;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Violation;
import org.tallystick.events.AccountCredited;
import org.tallystick.events.AccountDebited;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.CreditHeld;
import org.tallystick.events.DebitHeld;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionState;

/**
 * A transaction that shall be posted or held, and what the rules say of it. Accounts and entries are worked out when the
 * first rule asks for them, at which all rules before it are kept.
 */
final class ProposedTransaction {
    private final TransactionEvent event;
    private final List<Posting> postings;
    private final TransactionState original;
    private final DecisionState state;
    private final TransactionHistory existing;
    private PostingAccounts named;
    private PostingAccounts moved;
    private List<DomainEvent> entries;

    /** @param original what it reverses; null when it is no reversal */
    ProposedTransaction(
            TransactionEvent event, List<Posting> postings, TransactionState original, DecisionState state) {
        this.event = event;
        this.postings = postings;
        this.original = original;
        this.state = state;
        this.existing = state.transaction(event.transaction());
    }

    TransactionState original() {
        return original;
    }

    /** First what it does to accounts, posting by posting. */
    Decision<DomainEvent> accepted() {
        entries().add(event);
        return new Decision.Accepted<>(entries);
    }

    Decision<DomainEvent> acceptedWith(TransactionEvent consequence) {
        entries().add(event);
        entries.add(consequence);
        return new Decision.Accepted<>(entries);
    }

    /** The same was posted or held before. */
    boolean isRepeat() {
        return existing != null && existing.created().equals(event);
    }

    Decision<DomainEvent> replay() {
        return new Decision.Replay<>(existing.created(), 0);
    }

    /** A reversal that comes with other content is one that comes too late. */
    Violation identifierTaken() {
        TransactionId id = event.transaction();
        boolean isTheReversal = original != null && id.equals(original.reversedBy());
        return existing == null || isTheReversal
                ? null
                : new Violation("Transaction " + id + " exists with other content.", Map.of("transaction", id.value()));
    }

    Violation ledgerMissing() {
        return state.ledgerMissing();
    }

    Violation accountMissing() {
        return named().first(account -> account == null, "does not exist");
    }

    Violation accountClosed() {
        return named().first(account -> account.status() == AccountStatus.CLOSED, "is closed");
    }

    Violation accountFrozen() {
        return named().first(account -> account.status() == AccountStatus.FROZEN, "is frozen");
    }

    Violation assetDiffers() {
        return named().ofOtherAsset();
    }

    /** A hold without a business time gets it when it is posted. */
    Violation periodLocked() {
        Instant effectiveAt = event instanceof TransactionHeld held
                ? held.effectiveAt()
                : state.orNow(((TransactionPosted) event).effectiveAt());
        return effectiveAt == null ? null : state.periodLocked(effectiveAt);
    }

    Violation isOver() {
        return event instanceof TransactionHeld held ? state.isOver(held.transaction(), held.expiresAt()) : null;
    }

    Violation counterOverflows() {
        return overflow(entries());
    }

    /** A counter with more than 38 digits; null when there is none. */
    static Violation overflow(List<DomainEvent> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof AccountEntry entry
                    && !entry.counters().fit()) {
                return new Violation(
                        "A counter of account " + entry.address() + " would have more than 38 digits.",
                        Map.of("account", entry.address().value()));
            }
        }
        return null;
    }

    Violation ceilingExceeded() {
        LedgerAccount over = moved().firstBreaking(LimitRule::breaksCeiling);
        return over == null ? null : limitPassed(over, "ceiling", over.state().ceiling());
    }

    Violation floorExceeded() {
        LedgerAccount under = moved().firstBreaking(LimitRule::breaksFloor);
        return under == null ? null : limitPassed(under, "floor", under.state().floor());
    }

    private static Violation limitPassed(LedgerAccount account, String what, BigInteger limit) {
        return new Violation(
                "Account " + account.address() + " would pass its " + what + " of " + limit + ".",
                OrderedMap.of(
                        "account",
                        account.address().value(),
                        "limit",
                        limit,
                        "available",
                        account.state().available()));
    }

    /** Of all that is reversed, also of what comes to zero. */
    private PostingAccounts named() {
        if (named == null) {
            named = PostingAccounts.of(original == null ? postings : original.postings(), state);
        }
        return named;
    }

    private PostingAccounts moved() {
        entries();
        return moved;
    }

    private List<DomainEvent> entries() {
        if (entries == null) {
            moved = original == null ? named() : PostingAccounts.of(postings, state);
            entries = new ArrayList<>(2 * postings.size() + 2);
            for (int i = 0; i < postings.size(); i++) {
                if (event instanceof TransactionHeld held) {
                    hold(held, i, postings.get(i));
                } else {
                    post((TransactionPosted) event, i, postings.get(i));
                }
            }
        }
        return entries;
    }

    private void post(TransactionPosted event, int index, Posting posting) {
        LedgerName ledger = event.ledger();
        TransactionId id = event.transaction();
        BigInteger amount = posting.amount();
        Instant effectiveAt = event.effectiveAt();
        entries.add(new AccountDebited(
                ledger,
                posting.debit(),
                id,
                index,
                posting.asset(),
                amount,
                effectiveAt,
                moved.debit(index).post(Side.DEBIT, amount)));
        entries.add(new AccountCredited(
                ledger,
                posting.credit(),
                id,
                index,
                posting.asset(),
                amount,
                effectiveAt,
                moved.credit(index).post(Side.CREDIT, amount)));
    }

    private void hold(TransactionHeld event, int index, Posting posting) {
        LedgerName ledger = event.ledger();
        TransactionId id = event.transaction();
        BigInteger amount = posting.amount();
        Instant effectiveAt = event.effectiveAt();
        entries.add(new DebitHeld(
                ledger,
                posting.debit(),
                id,
                index,
                posting.asset(),
                amount,
                effectiveAt,
                moved.debit(index).hold(Side.DEBIT, amount)));
        entries.add(new CreditHeld(
                ledger,
                posting.credit(),
                id,
                index,
                posting.asset(),
                amount,
                effectiveAt,
                moved.credit(index).hold(Side.CREDIT, amount)));
    }
}
