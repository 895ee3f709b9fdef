package org.tallystick.app;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.common.caching.Cache;
import org.axonframework.modelling.command.Repository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.AccountCommandHandler;
import org.tallystick.command.journal.SnapshottingRepository;
import org.tallystick.command.journal.Store;
import org.tallystick.command.lane.LaneCache;
import org.tallystick.command.lane.LaneCommandBus;
import org.tallystick.command.lane.LaneSettings;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.command.ledger.LedgerCommandHandler;
import org.tallystick.command.transaction.BatchCommandHandler;
import org.tallystick.command.transaction.HoldExpiry;
import org.tallystick.command.transaction.Transaction;
import org.tallystick.command.transaction.TransactionCommandHandler;

/** The write side: command bus, repositories and handlers. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {
    private static final int CACHED_LEDGERS = 1_000;
    private static final int CACHED_ACCOUNTS = 50_000;
    private static final int CACHED_TRANSACTIONS = 20_000;
    private static final int SNAPSHOT_INTERVAL = 100;

    @Bean(destroyMethod = "close")
    LaneCommandBus commandBus(Store store, Clock clock) {
        Cache ledgerCache = new LaneCache(CACHED_LEDGERS);
        Cache accountCache = new LaneCache(CACHED_ACCOUNTS);
        Cache transactionCache = new LaneCache(CACHED_TRANSACTIONS);
        LaneCommandBus bus = new LaneCommandBus(
                store, LaneSettings.standard(), List.of(ledgerCache, accountCache, transactionCache), clock);
        Repository<Ledger> ledgers = neverSnapshotted(Ledger.class, store, ledgerCache);
        Repository<Account> accounts = SnapshottingRepository.of(
                Account.class, store.eventStore(), accountCache, store.journal(), SNAPSHOT_INTERVAL, Account::snapshot);
        Repository<Transaction> transactions = neverSnapshotted(Transaction.class, store, transactionCache);
        subscribe(new LedgerCommandHandler(ledgers, store.units()), bus);
        subscribe(new AccountCommandHandler(accounts, store.units()), bus);
        subscribe(new TransactionCommandHandler(ledgers, accounts, transactions, store.units()), bus);
        subscribe(new BatchCommandHandler(ledgers, accounts, transactions, store.units()), bus);
        return bus;
    }

    /** Streams of few events: a snapshot would be no shorter. */
    private static <T> Repository<T> neverSnapshotted(Class<T> type, Store store, Cache cache) {
        return SnapshottingRepository.of(
                type, store.eventStore(), cache, store.journal(), Integer.MAX_VALUE, aggregate -> aggregate);
    }

    private static <T> void subscribe(T handler, LaneCommandBus bus) {
        new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    HoldExpiry holdExpiry(Store store, LaneCommandBus commandBus, Clock clock) {
        return new HoldExpiry(store, commandBus, clock, Duration.ofSeconds(1));
    }
}
