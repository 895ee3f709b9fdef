package org.tallystick.command;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.commands.RoutedCommand;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneSettings;
import org.tallystick.storage.Database;

/** The whole write side over a database, with a clock that stands still until it is moved. */
public final class CommandFixture implements AutoCloseable {
    public static final Instant START = Instant.parse("2026-01-15T12:00:00Z");

    private final DataSource database;
    private final JournalSettings settings;
    private final StillClock clock = new StillClock();
    private final BeneficiaryVault vault = openVault();
    private Store store;
    private LaneCommandBus bus;

    private CommandFixture(DataSource database, JournalSettings settings) {
        this.database = database;
        this.settings = settings;
        open();
    }

    /** Over an H2 database in memory. */
    public static CommandFixture onH2() {
        return over(h2(), "h2");
    }

    /** An empty H2 database in memory, without tables. */
    public static DataSource h2() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    /** Over a database whose tables do not exist yet. */
    public static CommandFixture over(DataSource database, String vendor) {
        migrate(database, vendor);
        return with(
                database,
                JournalSettings.standard(Database.valueOf(vendor.toUpperCase(Locale.ROOT)), Durability.PROCESS));
    }

    /** Over a database that has its tables. */
    public static CommandFixture with(DataSource database, JournalSettings settings) {
        return new CommandFixture(database, settings);
    }

    private static BeneficiaryVault openVault() {
        DataSource keys = h2();
        Flyway.configure()
                .dataSource(keys)
                .locations("classpath:keys/h2")
                .load()
                .migrate();
        try {
            return new BeneficiaryVault(keys);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void migrate(DataSource database, String vendor) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/" + vendor)
                .load()
                .migrate();
    }

    public static Store openStore(DataSource database, JournalSettings settings, String holder) {
        try {
            return Store.open(database, settings, LedgerDomain.events(), LedgerDomain.upcasters(), holder);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void open() {
        store = openStore(database, settings, "test");
        bus = CommandSide.over(store, LaneSettings.standard(), clock, vault);
    }

    /** Everything in memory is gone after it, as after a restart. */
    public void restart() {
        close();
        open();
    }

    public DataSource database() {
        return database;
    }

    public BeneficiaryVault vault() {
        return vault;
    }

    public Store store() {
        return store;
    }

    public LaneCommandBus bus() {
        return bus;
    }

    public Instant now() {
        return clock.instant();
    }

    public void pass(Duration time) {
        clock.now = clock.now.plus(time);
    }

    /** Sends a command and waits for its durable result. */
    public Object send(RoutedCommand command) {
        return send(command, Map.of());
    }

    public Object send(RoutedCommand command, Map<String, ?> metadata) {
        return message(command, metadata).getPayload();
    }

    public CommandResultMessage<?> message(RoutedCommand command, Map<String, ?> metadata) {
        return await(dispatch(bus, command, metadata));
    }

    public static CompletableFuture<CommandResultMessage<?>> dispatch(
            LaneCommandBus bus, RoutedCommand command, Map<String, ?> metadata) {
        CompletableFuture<CommandResultMessage<?>> answer = new CompletableFuture<>();
        CommandMessage<RoutedCommand> message = new GenericCommandMessage<>(command, MetaData.from(metadata));
        CommandCallback<RoutedCommand, Object> callback = (sent, result) -> {
            if (result.isExceptional()) {
                answer.completeExceptionally(result.exceptionResult());
            } else {
                answer.complete(result);
            }
        };
        bus.dispatch(message, callback);
        return answer;
    }

    public static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether it was done, as far as its sender knows. */
    public static boolean succeeds(CompletableFuture<CommandResultMessage<?>> answer) throws Exception {
        try {
            answer.get(30, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            return false;
        }
    }

    public long head() {
        return store.log().head();
    }

    public List<RecordedEvent> eventsAfter(long position) {
        List<RecordedEvent> events = new ArrayList<>();
        for (long at = position; at < head(); at = events.get(events.size() - 1).position()) {
            events.addAll(store.log().read(at, 100_000));
        }
        return events;
    }

    @Override
    public void close() {
        bus.close();
        store.close();
    }

    private static final class StillClock extends Clock {
        private volatile Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
