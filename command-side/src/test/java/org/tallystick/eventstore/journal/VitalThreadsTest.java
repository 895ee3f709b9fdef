package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.PostTransaction;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.storage.thread.FaultHandler;

/** An error in a thread of the write path ends the process; an exception does not end the thread. */
@Timeout(60)
class VitalThreadsTest {
    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private FaultHandler before;

    @BeforeEach
    void install() {
        before = FaultHandler.install(new FaultHandler(ends::add));
    }

    @AfterEach
    void restore() {
        FaultHandler.install(before);
    }

    /** Throws once out of a call that a thread makes, any call or the named one. */
    private static final class Thrower implements WatchedDataSource.Watcher {
        private final String thread;
        private final String failing;
        private final AtomicReference<Throwable> thrown = new AtomicReference<>();

        Thrower(String thread) {
            this(thread, null);
        }

        Thrower(String thread, String failing) {
            this.thread = thread;
            this.failing = failing;
        }

        @Override
        public void before(String call) throws SQLException {
            if (Thread.currentThread().getName().equals(thread) && (failing == null || failing.equals(call))) {
                Throwable next = thrown.getAndSet(null);
                if (next instanceof Error error) {
                    throw error;
                } else if (next instanceof RuntimeException exception) {
                    throw exception;
                }
            }
        }

        @Override
        public void after(String call, Object result) {}
    }

    private static CommandFixture over(Thrower thrower) {
        DataSource real = CommandFixture.h2();
        CommandFixture.migrate(real, "h2");
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 3, 100, Duration.ofMillis(1), Duration.ofSeconds(10), 4);
        return CommandFixture.with(WatchedDataSource.of(real, thrower), settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lane-0", "journal", "journal-index", "writer-lease"})
    void anErrorEndsTheProcess(String thread) throws Exception {
        Thrower thrower = new Thrower(thread);
        try (CommandFixture fixture = over(thrower)) {
            Scenario scenario = Scenario.in(fixture);
            thrower.thrown.set(new NoClassDefFoundError("injected"));
            PostTransaction command = scenario.posted("t", null, false, move("bank", "alice", 1));
            CommandFixture.dispatch(fixture.bus(), command, Map.of());
            assertThat(ends.poll(30, TimeUnit.SECONDS)).isEqualTo(FaultHandler.EXIT_CODE);
            assertThat(FaultHandler.ofProcess().ended()).contains(thread);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lane-0", "journal", "journal-index", "writer-lease"})
    void anExceptionIsCountedAndEndsNothing(String thread) throws Exception {
        Thrower thrower = new Thrower(thread);
        try (CommandFixture fixture = over(thrower)) {
            Scenario scenario = Scenario.in(fixture);
            thrower.thrown.set(new IllegalStateException("injected"));
            for (int i = 0; FaultHandler.ofProcess().faults() == 0; i++) {
                scenario.post("t" + i, move("bank", "alice", 1));
            }
            while (!FaultHandler.ofProcess().failing().isEmpty()) {
                assertThat(Thread.interrupted()).isFalse();
                Thread.onSpinWait();
            }
            scenario.post("last", move("bank", "alice", 1)).created();
        }
        assertThat(ends).isEmpty();
    }

    @Test
    void theIndexGoesOnAfterAnException() throws Exception {
        indexIsWholeAfter(new Thrower("journal-index"));
    }

    /** The progress of the index moves first in its transaction: to store it without the rest would hide what is missing. */
    @Test
    void theIndexIsWholeAfterAnExceptionInTheMiddleOfABlock() throws Exception {
        indexIsWholeAfter(new Thrower("journal-index", "executeBatch"));
    }

    private void indexIsWholeAfter(Thrower thrower) {
        try (CommandFixture fixture = over(thrower)) {
            Scenario scenario = Scenario.in(fixture);
            thrower.thrown.set(new IllegalStateException("injected"));
            for (int i = 0; FaultHandler.ofProcess().faults() == 0; i++) {
                scenario.post("t" + i, move("bank", "alice", 1));
            }
            scenario.post("last", move("bank", "alice", 1));
            long stored = fixture.store().log().head();
            StreamIndexTable index = new StreamIndexTable(fixture.database(), StreamIndexing.PLAIN);
            while (index.progress() < stored) {
                assertThat(Thread.interrupted()).isFalse();
                Thread.onSpinWait();
            }
            assertThat(fixture.eventsAfter(0)).allMatch(event -> index.contains(event.stream()));
        }
        assertThat(ends).isEmpty();
    }
}
