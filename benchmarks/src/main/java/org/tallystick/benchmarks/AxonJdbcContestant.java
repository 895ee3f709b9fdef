package org.tallystick.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.jdbc.UnitOfWorkAwareConnectionProviderWrapper;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.Repository;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.tallystick.command.account.Account;
import org.tallystick.command.account.AccountCommandHandler;
import org.tallystick.command.account.Accounts;
import org.tallystick.command.ledger.Ledger;
import org.tallystick.command.ledger.LedgerCommandHandler;
import org.tallystick.command.transaction.Transaction;
import org.tallystick.command.transaction.TransactionCommandHandler;
import org.tallystick.events.codec.ValuesModule;
import org.tallystick.eventstore.CommandContext;

/** Tallystick's aggregates and handlers on Axon as it comes: plain command bus, JDBC storage engine, cached aggregates. */
final class AxonJdbcContestant {
    private static final int CONNECTIONS = 32;

    private AxonJdbcContestant() {}

    static Contestant over(String url) {
        HikariDataSource database = Databases.pool(url, CONNECTIONS, false);
        JdbcEventStorageEngine engine = engine(database);
        DefaultUnitOfWork.startAndGet(null).execute(() -> engine.createSchema(PostgresEventTableFactory.INSTANCE));
        EmbeddedEventStore events =
                EmbeddedEventStore.builder().storageEngine(engine).build();
        CommandBus bus = SimpleCommandBus.builder().build();
        bus.registerHandlerInterceptor((unit, chain) -> {
            new CommandContext(Instant.now().truncatedTo(ChronoUnit.MICROS), 0).attachTo(unit);
            return chain.proceed();
        });
        Repository<Ledger> ledgers = repository(Ledger.class, events);
        Repository<Account> accounts = repository(Account.class, events);
        Repository<Transaction> transactions = repository(Transaction.class, events);
        AxonUnits units = new AxonUnits(engine);
        Accounts known = stream -> units.exists(stream) ? accounts.load(stream) : null;
        subscribe(new LedgerCommandHandler(ledgers, units), bus);
        subscribe(new AccountCommandHandler(accounts, units), bus);
        subscribe(new TransactionCommandHandler(ledgers, known, transactions, units), bus);
        return new CommandBusContestant(bus, true, () -> {
            events.shutDown();
            database.close();
        });
    }

    private static JdbcEventStorageEngine engine(HikariDataSource database) {
        Serializer json = Jackson3Serializer.builder()
                .jsonMapperBuilderCustomizer(builder -> builder.addModule(new ValuesModule()))
                .build();
        return JdbcEventStorageEngine.builder()
                .connectionProvider(
                        new UnitOfWorkAwareConnectionProviderWrapper(new DataSourceConnectionProvider(database)))
                .transactionManager(NoTransactionManager.INSTANCE)
                .eventSerializer(json)
                .snapshotSerializer(json)
                .schema(new EventSchema())
                .build();
    }

    private static <T> Repository<T> repository(Class<T> type, EventStore events) {
        return EventSourcingRepository.builder(type)
                .eventStore(events)
                .cache(new WeakReferenceCache())
                .build();
    }

    private static <T> void subscribe(T handler, CommandBus bus) {
        new AnnotationCommandHandlerAdapter<>(handler).subscribe(bus);
    }
}
