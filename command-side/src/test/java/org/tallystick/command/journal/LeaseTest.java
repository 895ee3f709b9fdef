package org.tallystick.command.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.CommandSide;
import org.tallystick.command.Scenario;
import org.tallystick.command.lane.CommandRefusedException;
import org.tallystick.command.lane.LaneCommandBus;
import org.tallystick.command.lane.LaneSettings;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.events.RecordedEvent;

/** Two processes, each with connections of its own, on one PostgreSQL database. */
class LeaseTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    private static JournalSettings settings() {
        return new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 3, 100, Duration.ofMillis(50), Duration.ofSeconds(2), 1);
    }

    private static DataSource database(String name) {
        return postgres.getDatabase("postgres", name);
    }

    private static DataSource newDatabase(String name) {
        new JdbcTemplate(postgres.getPostgresDatabase()).execute("CREATE DATABASE " + name);
        CommandFixture.migrate(database(name), "postgresql");
        return database(name);
    }

    /** Polls, since the lease is watched by a thread of the store. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Object pause = new Object();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time to wait").isLessThan(deadline);
            synchronized (pause) {
                pause.wait(20);
            }
        }
    }

    @Test
    void aSecondProcessWritesOnlyAfterTheFirstHasGone() throws Exception {
        DataSource database = newDatabase("handover");
        CommandFixture first = CommandFixture.with(database, settings());
        Scenario scenario = Scenario.in(first);
        try (Store second = CommandFixture.openStore(database("handover"), settings(), "second");
                LaneCommandBus bus = CommandSide.over(
                        second, LaneSettings.standard(), Clock.systemUTC(), beneficiary -> Optional.empty())) {
            assertThat(second.journal().isWriter()).isFalse();
            LedgerCommand command = scenario.posted("t", null, false, move("bank", "alice", 1));
            assertThat(refusal(bus, command)).isEqualTo(CommandRefusedException.NOT_WRITER);
            first.close();
            await(() -> second.journal().isWriter());
            CommandFixture.await(CommandFixture.dispatch(bus, command, Map.of()));
            assertThat(second.log().read(0, 1_000)).hasSize(7);
        }
    }

    @Test
    void aWriterWhoseLeaseWasTakenLosesAndNothingInterleaves() throws Exception {
        DataSource database = newDatabase("takeover");
        CommandFixture first = CommandFixture.with(database, settings());
        Scenario scenario = Scenario.in(first);
        new JdbcTemplate(database).update("UPDATE writer_lease SET epoch = epoch + 1, expires_at = 9e18");
        LedgerCommand late = scenario.posted("late", null, false, move("bank", "alice", 1));
        assertThat(refusal(first.bus(), late)).isNotNull();
        assertThat(first.store().journal().isWriter()).isFalse();
        assertThat(new JdbcTemplate(database).queryForObject("SELECT MAX(position) FROM journal", Long.class))
                .isEqualTo(4);
        first.close();
    }

    @Test
    void anIdleWriterFindsOutThatItsLeaseWasTaken() throws Exception {
        DataSource database = newDatabase("idle");
        CommandFixture first = CommandFixture.with(database, settings());
        Scenario scenario = Scenario.in(first);
        new JdbcTemplate(database).update("UPDATE writer_lease SET epoch = epoch + 1, expires_at = 9e18");
        boolean[] lost = new boolean[1];
        await(() -> {
            lost[0] |= !first.store().journal().isWriter();
            return lost[0];
        });
        first.close();
        assertThat(scenario.ledger()).isNotNull();
    }

    @Test
    void aLeaseThatRanOutIsTakenAndTheNewHolderSeesEverything() throws Exception {
        DataSource database = newDatabase("expired");
        try (CommandFixture first = CommandFixture.with(database, settings())) {
            Scenario scenario = Scenario.in(first);
            scenario.post("t", move("bank", "alice", 1)).created();
            new JdbcTemplate(database)
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            try (Store second = CommandFixture.openStore(database("expired"), settings(), "second")) {
                await(() -> second.journal().isWriter());
                assertThat(second.log().read(0, 1_000).stream().map(RecordedEvent::position))
                        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
                await(() -> !first.store().journal().isWriter());
            }
        }
    }

    private static String refusal(LaneCommandBus bus, LedgerCommand command) throws Exception {
        try {
            CommandFixture.dispatch(bus, command, Map.of()).get(30, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            return ((CommandRefusedException) e.getCause()).code();
        }
    }
}
