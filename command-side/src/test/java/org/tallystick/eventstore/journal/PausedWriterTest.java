package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.CommandSide;
import org.tallystick.command.Scenario;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneSettings;

/** A writer that stands still until its lease is over and another process writes, and then goes on, its sessions alive. */
@Timeout(60)
class PausedWriterTest {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.start();
        CommandFixture.migrate(postgres.getPostgresDatabase(), "postgresql");
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    /** Holds up all calls to the database, as a stopped process does, and counts how often the lease was asked for. */
    private static final class Pause implements WatchedDataSource.Watcher {
        private final Semaphore asked = new Semaphore(0);
        private boolean paused;

        @Override
        public synchronized void before(String call) {
            try {
                while (paused) {
                    wait();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void after(String call, Object result) {
            if (call.equals("executeQuery") && Thread.currentThread().getName().equals("writer-lease")) {
                asked.release();
            }
        }

        synchronized void set(boolean pause) {
            paused = pause;
            notifyAll();
        }
    }

    private static JournalSettings settings() {
        return new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 3, 100, Duration.ofMillis(50), Duration.ofSeconds(2), 1);
    }

    @Test
    void findsOutAndLeavesItsSuccessorAlone() throws Exception {
        Pause pause = new Pause();
        DataSource paused = WatchedDataSource.of(postgres.getPostgresDatabase(), pause);
        try (CommandFixture first = CommandFixture.with(paused, settings())) {
            Scenario scenario = Scenario.in(first);
            pause.set(true);
            try (Store second = CommandFixture.openStore(postgres.getPostgresDatabase(), settings(), "second");
                    LaneCommandBus bus = CommandSide.over(
                            second, LaneSettings.standard(), Clock.systemUTC(), beneficiary -> Optional.empty())) {
                while (!second.journal().isWriter()) {
                    Thread.onSpinWait();
                }
                CompletableFuture<?> late = CommandFixture.dispatch(
                        first.bus(), scenario.posted("late", null, false, move("bank", "alice", 1)), Map.of());
                pause.set(false);
                assertThat(late).failsWithin(Duration.ofSeconds(20));
                pause.asked.drainPermits();
                pause.asked.acquire(3);
                assertThat(first.store().journal().isWriter()).isFalse();
                assertThat(second.journal().isWriter()).isTrue();
                assertThat(second.currentHolder()).isEqualTo("second");
                CommandFixture.await(CommandFixture.dispatch(
                        bus, scenario.posted("t", null, false, move("bank", "alice", 1)), Map.of()));
            } finally {
                pause.set(false);
            }
        }
    }
}
