package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.lane.CommandRefusedException;
import org.tallystick.lending.LendingCommands.AddBook;
import org.tallystick.lending.LendingStore;

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
        LendingStore first = LendingStore.with(newDatabase("handover"), settings());
        first.send(new AddBook("moby", "Moby-Dick"));
        try (LendingStore second = LendingStore.with(database("handover"), settings())) {
            assertThat(second.store().journal().isWriter()).isFalse();
            assertThat(refusal(second)).isEqualTo(CommandRefusedException.NOT_WRITER);
            first.close();
            await(() -> second.store().journal().isWriter());
            second.send(new AddBook("emma", "Emma"));
            assertThat(second.store().log().read(0, 1_000)).hasSize(2);
        }
    }

    @Test
    void aWriterWhoseLeaseWasTakenLosesAndNothingInterleaves() throws Exception {
        DataSource database = newDatabase("takeover");
        try (LendingStore first = LendingStore.with(database, settings())) {
            first.send(new AddBook("moby", "Moby-Dick"));
            new JdbcTemplate(database).update("UPDATE writer_lease SET epoch = epoch + 1, expires_at = 9e18");
            assertThat(refusal(first)).isNotNull();
            assertThat(first.store().journal().isWriter()).isFalse();
            assertThat(new JdbcTemplate(database).queryForObject("SELECT MAX(position) FROM journal", Long.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void anIdleWriterFindsOutThatItsLeaseWasTaken() throws Exception {
        DataSource database = newDatabase("idle");
        try (LendingStore first = LendingStore.with(database, settings())) {
            new JdbcTemplate(database).update("UPDATE writer_lease SET epoch = epoch + 1, expires_at = 9e18");
            boolean[] lost = new boolean[1];
            await(() -> {
                lost[0] |= !first.store().journal().isWriter();
                return lost[0];
            });
        }
    }

    @Test
    void aLeaseThatRanOutIsTakenAndTheNewHolderSeesEverything() throws Exception {
        DataSource database = newDatabase("expired");
        try (LendingStore first = LendingStore.with(database, settings())) {
            first.send(new AddBook("moby", "Moby-Dick"));
            first.send(new AddBook("emma", "Emma"));
            new JdbcTemplate(database)
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'");
            try (LendingStore second = LendingStore.with(database("expired"), settings())) {
                await(() -> second.store().journal().isWriter());
                assertThat(second.store().log().read(0, 1_000).stream().map(RecordedEvent::position))
                        .containsExactly(1L, 2L);
                await(() -> !first.store().journal().isWriter());
            }
        }
    }

    private static String refusal(LendingStore lending) throws Exception {
        return lending.dispatch(new AddBook("late", "Late")).getResult().exceptionResult()
                        instanceof CommandRefusedException refused
                ? refused.code()
                : null;
    }
}
