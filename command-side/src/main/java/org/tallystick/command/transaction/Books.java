package org.tallystick.command.transaction;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.TransactionId;

/**
 * What decisions of one command look at: states as they are stored, overlaid by what earlier lines of the same batch have
 * decided. Each state is asked for once.
 */
final class Books {
    private final LedgerName ledger;
    private final LedgerState ledgerState;
    private final Function<Address, AccountState> storedAccount;
    private final Function<TransactionId, TransactionHistory> storedTransaction;
    private final Map<Address, AccountState> accounts = new HashMap<>();
    private final Map<TransactionId, TransactionHistory> transactions = new HashMap<>();

    /**
     * @param ledgerState null when the ledger does not exist
     * @param storedAccount null for an account that does not exist
     * @param storedTransaction null for a transaction that does not exist
     */
    Books(
            LedgerName ledger,
            LedgerState ledgerState,
            Function<Address, AccountState> storedAccount,
            Function<TransactionId, TransactionHistory> storedTransaction) {
        this.ledger = ledger;
        this.ledgerState = ledgerState;
        this.storedAccount = storedAccount;
        this.storedTransaction = storedTransaction;
    }

    LedgerName ledger() {
        return ledger;
    }

    LedgerState ledgerState() {
        return ledgerState;
    }

    AccountState account(Address address) {
        return accounts.computeIfAbsent(address, storedAccount);
    }

    TransactionHistory transaction(TransactionId id) {
        return transactions.computeIfAbsent(id, storedTransaction);
    }

    /** Lets later decisions see an earlier one. */
    void overlay(Decision.Accepted decision) {
        accounts.putAll(decision.touched());
        decision.events()
                .forEach(event -> transactions.merge(
                        event.transaction(),
                        new TransactionHistory(java.util.List.of(event), java.util.List.of(decision.answer())),
                        (before, created) -> before));
    }
}
