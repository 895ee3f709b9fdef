package org.tallystick.command.transaction;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tallystick.events.TransactionEvent;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/**
 * What decisions of one command look at: states as they are stored, overlaid by what earlier lines of the same batch have
 * decided. Each state is asked for once.
 */
final class Books {
    private final LedgerName ledger;
    private final LedgerState ledgerState;
    private final Function<Address, Party> storedAccount;
    private final Function<TransactionId, TransactionHistory> storedTransaction;
    private final Set<?> minted;
    private final Map<Address, Party> parties = new HashMap<>();
    private final Map<TransactionId, TransactionHistory> transactions = new HashMap<>();

    /**
     * @param ledgerState null when the ledger does not exist
     * @param storedTransaction null for a transaction that does not exist
     * @param minted identifiers of new transactions that no stored one and no other line can have
     */
    Books(
            LedgerName ledger,
            LedgerState ledgerState,
            Function<Address, Party> storedAccount,
            Function<TransactionId, TransactionHistory> storedTransaction,
            Set<?> minted) {
        this.ledger = ledger;
        this.ledgerState = ledgerState;
        this.storedAccount = storedAccount;
        this.storedTransaction = storedTransaction;
        this.minted = minted;
    }

    LedgerName ledger() {
        return ledger;
    }

    LedgerState ledgerState() {
        return ledgerState;
    }

    Party party(Address address) {
        return parties.computeIfAbsent(address, storedAccount);
    }

    /** Those of the debit and the credit of each posting in turn, up to the first that does not exist. */
    Party[] parties(List<Posting> postings) {
        Party[] parties = new Party[2 * postings.size()];
        for (int i = 0; i < parties.length; i++) {
            Posting posting = postings.get(i / 2);
            parties[i] = party(i % 2 == 0 ? posting.debit() : posting.credit());
            if (parties[i].state() == null) {
                return Arrays.copyOf(parties, i + 1);
            }
        }
        return parties;
    }

    /** Whether nobody but the command itself can know this identifier. */
    boolean isMinted(TransactionId id) {
        return minted.contains(id);
    }

    TransactionHistory transaction(TransactionId id) {
        return isMinted(id) ? null : transactions.computeIfAbsent(id, storedTransaction);
    }

    /** Lets later decisions see an earlier one. */
    void overlay(Decision.Accepted decision) {
        decision.moved().forEach(moved -> moved.party().become(moved.after()));
        for (TransactionEvent event : decision.events()) {
            if (!isMinted(event.transaction())) {
                transactions.putIfAbsent(
                        event.transaction(), new TransactionHistory(List.of(event), List.of(decision.answer())));
            }
        }
    }
}
