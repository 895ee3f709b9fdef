package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.TransactionEvent;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** The aggregates that one command works on, each loaded once, and the way back for what was decided of them. */
final class LoadedAggregates {
    private final LedgerName ledger;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final RecordedUnits units;
    private final Map<TransactionId, Aggregate<Transaction>> loadedTransactions = new HashMap<>();
    private final Books books;

    LoadedAggregates(
            LedgerName ledger,
            Repository<Ledger> ledgers,
            Accounts accounts,
            Repository<Transaction> transactions,
            RecordedUnits units,
            MetaData metadata) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
        boolean exists = units.exists(ledger.stream());
        this.books = new Books(
                ledger,
                exists ? ledgers.load(ledger.stream()).invoke(Ledger::state) : null,
                this::account,
                this::transaction,
                CommandMetadata.minted(metadata));
    }

    Books books() {
        return books;
    }

    private Party account(Address address) {
        Aggregate<Account> loaded = books.ledgerState() == null ? null : accounts.find(ledger.streamOf(address));
        return loaded == null
                ? Party.absent(address)
                : new Party(
                        address,
                        loaded.invoke(Account::state),
                        entry -> loaded.execute(account -> account.record(entry)));
    }

    private TransactionHistory transaction(TransactionId id) {
        String stream = ledger.streamOf(id);
        if (!units.exists(stream)) {
            return null;
        }
        Aggregate<Transaction> loaded = transactions.load(stream);
        loadedTransactions.put(id, loaded);
        return loaded.invoke(Transaction::history);
    }

    /** Makes the decision happen: entries first, then what the transactions say of it. */
    void apply(Decision.Accepted decision, Instant recordedAt) throws Exception {
        for (Decision.Entry entry : decision.entries()) {
            entry.party().record(entry.event());
        }
        for (TransactionEvent event : decision.events()) {
            Aggregate<Transaction> existing = loadedTransactions.get(event.transaction());
            if (existing == null) {
                transactions.newInstance(() -> new Transaction(event, recordedAt));
            } else {
                existing.execute(transaction -> transaction.record(event, recordedAt));
            }
        }
    }
}
