package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.PostTransaction;
import org.tallystick.events.TransactionPosted;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.Database;

/** Each JDBC call that the write path makes for a group of commands fails once, before or after it took effect. */
class JournalFaultTest {
    private static final int CALLS = 50;

    /** What is called for every group, of one unit or of several; the rest depends on the grouping. */
    private static final List<String> OF_EVERY_GROUP = List.of("prepareStatement on journal", "commit on journal");

    private static final int COMMANDS = 5;

    @TempDir
    Path folder;

    /** Fails one of the calls that the threads of the write path make. */
    private static final class Fault implements WatchedDataSource.Watcher {
        private final AtomicInteger calls = new AtomicInteger(Integer.MIN_VALUE);
        private final boolean afterwards;
        private final String only;
        private volatile int failing;
        private volatile Optional<String> injected = Optional.empty();

        /** @param only what is counted, such as {@code commit on journal}; null for all calls of the write path */
        Fault(boolean afterwards, String only) {
            this.afterwards = afterwards;
            this.only = only;
        }

        void arm(int call) {
            failing = call;
            calls.set(0);
        }

        @Override
        public void before(String call) throws SQLException {
            if (!afterwards) {
                maybeFail(call);
            }
        }

        @Override
        public void after(String call, Object result) throws SQLException {
            if (afterwards) {
                maybeFail(call);
            }
        }

        private void maybeFail(String call) throws SQLException {
            String thread = Thread.currentThread().getName();
            boolean counted = only == null
                    ? thread.startsWith("journal") || thread.startsWith("lane")
                    : only.equals(call + " on " + thread);
            if (counted && calls.incrementAndGet() == failing) {
                injected = Optional.of(call + " on " + thread);
                throw new SQLException("injected into " + call + " on " + thread);
            }
        }
    }

    /** @param attempts 1: a failed write is given up at once; 4: it is tried again */
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "false, 4", "true, 4"})
    void losesAndDoublesNothing(boolean afterwards, int attempts) throws Exception {
        for (String each : OF_EVERY_GROUP) {
            assertThat(failsOnce(1, each, afterwards, attempts)).hasValue(each);
        }
        // Which of them these are depends on how the commands come together.
        for (int call = 1; call <= CALLS; call++) {
            failsOnce(call, null, afterwards, attempts);
        }
    }

    /** Empty when the write path made fewer calls than that. */
    private static Optional<String> failsOnce(int call, String only, boolean afterwards, int attempts)
            throws Exception {
        DataSource real = CommandFixture.h2();
        Fault fault = new Fault(afterwards, only);
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 3, 100, Duration.ofMillis(1), Duration.ofSeconds(10), attempts);
        CommandFixture.migrate(real, "h2");
        try (CommandFixture fixture = CommandFixture.with(WatchedDataSource.of(real, fault), settings)) {
            Scenario scenario = Scenario.in(fixture);
            fault.arm(call);
            sendUntilAllAreStored(fixture, scenario);
            fault.arm(Integer.MAX_VALUE);
            fixture.restart();
            checkBooks(fixture, "call " + call);
            return fault.injected;
        }
    }

    /** Fails the sync of a file, which is the only plain statement of the journal on H2. */
    private static final class FailedSync implements WatchedDataSource.Watcher {
        private volatile boolean armed;

        @Override
        public void before(String call) throws SQLException {
            if (armed
                    && call.equals("execute")
                    && Thread.currentThread().getName().startsWith("journal")) {
                armed = false;
                throw new SQLException("injected into the sync");
            }
        }

        @Override
        public void after(String call, Object result) {}
    }

    /** A later sync that goes well would prove nothing of what the failed one left out. */
    @Test
    void whatWasNotSyncedIsNotAcknowledgedAndNothingFollowsIt() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0";
        DataSource real = JdbcConnectionPool.create(url, "sa", "");
        CommandFixture.migrate(real, "h2");
        FailedSync fault = new FailedSync();
        JournalSettings settings = JournalSettings.standard(Database.H2, Durability.POWER_LOSS);
        try (CommandFixture fixture = CommandFixture.with(WatchedDataSource.of(real, fault), settings)) {
            Scenario scenario = Scenario.in(fixture);
            fault.armed = true;
            assertThat(isPosted(fixture, scenario, "unsynced")).isFalse();
            assertThat(isPosted(fixture, scenario, "later")).isFalse();
            assertThat(fixture.store().journal().becomeWriter()).isFalse();
            fixture.restart();
            assertThat(isPosted(fixture, scenario, "unsynced")).isTrue();
            assertThat(isPosted(fixture, scenario, "later")).isTrue();
            assertThat(fixture.eventsAfter(0).stream().filter(event -> event.payload() instanceof TransactionPosted))
                    .hasSize(2);
        }
    }

    private static boolean isPosted(CommandFixture fixture, Scenario scenario, String id) throws Exception {
        LedgerCommand command = scenario.posted(id, null, false, move("bank", "alice", 1));
        return CommandFixture.succeeds(CommandFixture.dispatch(fixture.bus(), command, Map.of()));
    }

    /** As a client does: what was refused or is not known is sent again, as identifiers that are not new any more. */
    private static void sendUntilAllAreStored(CommandFixture fixture, Scenario scenario) throws Exception {
        Set<String> waiting = new HashSet<>();
        for (int i = 0; i < COMMANDS; i++) {
            waiting.add("t" + i);
        }
        for (int round = 0; !waiting.isEmpty(); round++) {
            assertThat(round).as("rounds until everything is stored").isLessThan(200);
            List<CompletableFuture<CommandResultMessage<?>>> answers = new ArrayList<>();
            List<String> sent = List.copyOf(waiting);
            for (String id : sent) {
                PostTransaction command = scenario.posted(id, null, false, move("bank", "alice", 1));
                Map<String, ?> metadata =
                        round > 0 ? Map.of() : Map.of(CommandMetadata.MINTED, Set.of(command.transaction()));
                answers.add(CommandFixture.dispatch(fixture.bus(), command, metadata));
            }
            for (int i = 0; i < sent.size(); i++) {
                if (CommandFixture.succeeds(answers.get(i))) {
                    waiting.remove(sent.get(i));
                }
            }
        }
    }

    private static void checkBooks(CommandFixture fixture, String what) {
        long position = 0;
        Set<String> posted = new HashSet<>();
        for (RecordedEvent event : fixture.eventsAfter(0)) {
            assertThat(event.position()).as(what).isEqualTo(++position);
            if (event.payload() instanceof TransactionPosted happened) {
                assertThat(posted.add(happened.transaction().value())).as(what).isTrue();
            }
        }
        assertThat(posted).as(what).hasSize(COMMANDS);
        Scenario after = Scenario.in(fixture);
        assertThat(after.post("t", move("bank", "alice", 1))
                        .created()
                        .transaction()
                        .accounts())
                .allMatch(account -> account.counters().debitsPosted().compareTo(BigInteger.TWO) < 0);
    }
}
