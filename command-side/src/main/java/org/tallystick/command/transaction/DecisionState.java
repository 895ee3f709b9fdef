package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.decision.Violation;
import org.tallystick.commands.TransactionRejection;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionStates;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionState;

/**
 * What decisions of one command look at: the time, and states as they are stored, overlaid by what earlier lines of the same
 * batch have decided. Decisions do not change it.
 */
final class DecisionState {
    private final LedgerName ledger;
    private final LedgerState ledgerState;
    private final Instant now;
    private final Function<Address, AccountState> storedAccount;
    private final Function<TransactionId, TransactionHistory> storedTransaction;
    private final Set<?> minted;
    private final Map<Address, AccountState> overlaid = new HashMap<>();
    private final Map<TransactionId, TransactionHistory> transactions = new HashMap<>();

    /**
     * @param ledgerState null when the ledger does not exist
     * @param now the time of recording
     * @param storedAccount null for an account that does not exist
     * @param storedTransaction null for a transaction that does not exist
     * @param minted identifiers of new transactions that no stored one and no other line can have
     */
    DecisionState(
            LedgerName ledger,
            LedgerState ledgerState,
            Instant now,
            Function<Address, AccountState> storedAccount,
            Function<TransactionId, TransactionHistory> storedTransaction,
            Set<?> minted) {
        this.ledger = ledger;
        this.ledgerState = ledgerState;
        this.now = now;
        this.storedAccount = storedAccount;
        this.storedTransaction = storedTransaction;
        this.minted = minted;
    }

    LedgerName ledger() {
        return ledger;
    }

    boolean ledgerExists() {
        return ledgerState != null;
    }

    /** Null when the account does not exist. */
    AccountState account(Address address) {
        AccountState later = overlaid.get(address);
        return later == null ? storedAccount.apply(address) : later;
    }

    /** Whether nobody but the command itself can know this identifier. */
    boolean isMinted(TransactionId id) {
        return minted.contains(id);
    }

    /** Null when the transaction does not exist. */
    TransactionHistory transaction(TransactionId id) {
        return isMinted(id) ? null : transactions.computeIfAbsent(id, storedTransaction);
    }

    Decision.Rejected<DomainEvent> noTransaction(TransactionId id) {
        Violation noLedger = ledgerMissing();
        return new Decision.Rejected<>(
                TransactionRejection.NOT_FOUND,
                noLedger == null
                        ? new Violation("There is no transaction " + id + ".", Map.of("transaction", id.value()))
                        : noLedger);
    }

    Violation ledgerMissing() {
        return ledgerExists()
                ? null
                : new Violation("There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
    }

    Instant orNow(Instant instant) {
        return instant == null ? now : instant;
    }

    Violation periodLocked(Instant effectiveAt) {
        Instant lockedBefore = ledgerState.lockedBefore();
        return lockedBefore != null && effectiveAt.isBefore(lockedBefore)
                ? new Violation(
                        "The ledger is closed before " + lockedBefore + ".",
                        OrderedMap.of("lockedBefore", lockedBefore.toString(), "effectiveAt", effectiveAt.toString()))
                : null;
    }

    /** @param expiresAt null for a hold that does not end by itself */
    Violation isOver(TransactionId id, Instant expiresAt) {
        return expiresAt != null && !now.isBefore(expiresAt)
                ? new Violation(
                        "Transaction " + id + " expired at " + expiresAt + ".",
                        OrderedMap.of("transaction", id.value(), "expiresAt", expiresAt.toString()))
                : null;
    }

    /** What a command is answered with once this has happened. */
    TransactionResult result(Decision.Accepted<DomainEvent> decision) {
        TouchedAccounts touched = new TouchedAccounts(this);
        for (DomainEvent event : decision.events()) {
            if (event instanceof AccountEntry entry) {
                touched.add(entry);
            } else if (event instanceof TransactionEvent first) {
                return new TransactionResult(after(first), touched.list());
            }
        }
        throw new IllegalArgumentException("no event of a transaction was decided");
    }

    private TransactionState after(TransactionEvent event) {
        TransactionHistory before = transactions.get(event.transaction());
        return TransactionStates.after(before == null ? null : before.state(), event, now);
    }

    /**
     * Lets later decisions see an earlier one.
     *
     * @param created what {@link #result} tells of the decision
     */
    void overlay(Decision.Accepted<DomainEvent> decision, TransactionState created) {
        for (DomainEvent event : decision.events()) {
            if (event instanceof AccountEntry entry) {
                overlaid.put(entry.address(), account(entry.address()).withCounters(entry.counters()));
            } else if (event instanceof TransactionEvent happened && !isMinted(happened.transaction())) {
                transactions.putIfAbsent(
                        happened.transaction(), new TransactionHistory(List.of(happened), List.of(created)));
            }
        }
    }
}
