package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.decision.Decision;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** The aggregates that one command works on, each loaded once, and the way back for what was decided of them. */
final class LoadedAggregates {
    private final LedgerName ledger;
    private final Accounts accounts;
    private final Repository<Transaction> transactions;
    private final UnitLookup units;
    private final Map<Address, LoadedAccount> loadedAccounts = new HashMap<>();
    private final Map<TransactionId, Aggregate<Transaction>> loadedTransactions = new HashMap<>();
    private final DecisionState state;

    LoadedAggregates(
            LedgerName ledger,
            Repository<Ledger> ledgers,
            Accounts accounts,
            Repository<Transaction> transactions,
            UnitLookup units,
            Instant now,
            MetaData metadata) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.transactions = transactions;
        this.units = units;
        boolean exists = units.exists(ledger.stream());
        this.state = new DecisionState(
                ledger,
                exists ? ledgers.load(ledger.stream()).invoke(Ledger::state) : null,
                now,
                this::account,
                this::transaction,
                CommandMetadata.minted(metadata));
    }

    DecisionState state() {
        return state;
    }

    private AccountState account(Address address) {
        LoadedAccount known = loadedAccounts.get(address);
        if (known == null) {
            known = LoadedAccount.of(state.ledgerExists() ? accounts.find(ledger.streamOf(address)) : null);
            loadedAccounts.put(address, known);
        }
        return known.state();
    }

    /** @param state as it was stored before the command; null when the account does not exist */
    private record LoadedAccount(Aggregate<Account> aggregate, AccountState state) {
        static LoadedAccount of(Aggregate<Account> aggregate) {
            return new LoadedAccount(aggregate, aggregate == null ? null : aggregate.invoke(Account::state));
        }
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

    void apply(Decision.Accepted<DomainEvent> decision) throws Exception {
        for (DomainEvent event : decision.events()) {
            if (event instanceof AccountEntry entry) {
                loadedAccounts.get(entry.address()).aggregate().execute(account -> account.record(entry));
            } else if (event instanceof TransactionEvent happened) {
                apply(happened);
            }
        }
    }

    private void apply(TransactionEvent event) throws Exception {
        Aggregate<Transaction> existing = loadedTransactions.get(event.transaction());
        if (existing == null) {
            transactions.newInstance(() -> new Transaction(event));
        } else {
            existing.execute(transaction -> transaction.record(event));
        }
    }
}
