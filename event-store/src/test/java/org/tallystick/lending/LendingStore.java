package org.tallystick.lending;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.tallystick.eventstore.Domain;
import org.tallystick.eventstore.EventTypes;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.eventstore.Upcasters;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCaches;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneRepository;
import org.tallystick.eventstore.lane.LaneSettings;
import org.tallystick.storage.Database;
import org.tallystick.storage.Migrations;

/** The books of the library over a store in memory, without Spring. */
public final class LendingStore implements AutoCloseable {
    /** Metadata of events: the identifier of the command that stored them. */
    public static final String CAUSE = "cause";

    private final Store store;
    private final LaneCommandBus bus;
    private final LaneCaches caches = new LaneCaches();

    private record Happened(List<DomainEventMessage<?>> events) {}

    private LendingStore(DataSource database, JournalSettings settings) throws SQLException {
        Migrations.ofEvents().bringUpToDate(database);
        store = Store.open(
                database,
                settings,
                new Domain(
                        EventTypes.namedByClass(getClass().getClassLoader()),
                        StreamIndexing.PLAIN,
                        List.of(cause -> Map.of(CAUSE, cause.getIdentifier()))),
                new Upcasters(),
                "test");
        bus = new LaneCommandBus(store, LaneSettings.standard(), caches, Clock.systemUTC());
        bus.subscribe(Happened.class.getName(), happened -> {
            store.eventStore().publish(((Happened) happened.getPayload()).events());
            return null;
        });
    }

    /** An empty one in memory. */
    public static DataSource database() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** What a server works with, but for the sync. */
    public static JournalSettings settings() {
        return JournalSettings.standard(Database.H2, Durability.PROCESS);
    }

    /** One that answers to no command yet. */
    static LendingStore without(DataSource database) throws SQLException {
        return new LendingStore(database, settings());
    }

    /** One that answers to the commands of books. */
    public static LendingStore over(DataSource database) throws SQLException {
        return with(database, settings());
    }

    public static LendingStore with(DataSource database, JournalSettings settings) throws SQLException {
        LendingStore lending = new LendingStore(database, settings);
        lending.lendFrom(
                LaneRepository.of(Book.class, lending.store.eventStore(), lending.caches.ofSize(100), each -> true));
        return lending;
    }

    private void lendFrom(Repository<Book> books) {
        AggregateAnnotationCommandHandler.<Book>builder()
                .aggregateType(Book.class)
                .repository(books)
                .build()
                .subscribe(bus);
    }

    public Store store() {
        return store;
    }

    public LaneCommandBus bus() {
        return bus;
    }

    public FutureCallback<Object, Object> dispatch(Object command) {
        FutureCallback<Object, Object> result = new FutureCallback<>();
        bus.dispatch(new GenericCommandMessage<>(command), result);
        return result;
    }

    /** Sends a command and waits for its durable result, which is no exception. */
    public CommandResultMessage<?> send(Object command) {
        CommandResultMessage<?> answer = dispatch(command).getResult();
        answer.optionalExceptionResult().ifPresent(cause -> {
            throw new IllegalStateException(cause);
        });
        return answer;
    }

    /** Stores events as one unit, as a command would, and waits until they are durable. */
    public void store(DomainEventMessage<?>... events) {
        send(new Happened(List.of(events)));
    }

    @Override
    public void close() {
        bus.close();
        store.close();
    }
}
