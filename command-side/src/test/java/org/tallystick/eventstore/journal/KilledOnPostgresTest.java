package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.LedgerCommand;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.TransactionResult;
import org.tallystick.events.TransactionPosted;
import org.tallystick.eventstore.RecordedEvent;

/**
 * A process on PostgreSQL whose connections break off at a random call, all at once and for ever, and the next one on the
 * same store: it holds everything that was acknowledged, once.
 *
 * <p>More repetitions: {@code -Dtest.kills=2000 -Dtest.seed=1}.
 */
@Timeout(3_600)
class KilledOnPostgresTest {
    private static final int KILLS = Integer.getInteger("test.kills", 25);
    private static final long SEED = Long.getLong("test.seed", System.nanoTime());
    private static final int MOST_CALLS = 600;
    private static final int CLIENTS = 8;
    private static final String BANK = "bank";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level usual = root.getLevel();
    private final Set<String> posted = new HashSet<>();
    private long checked;

    /** A dying process reports it from every thread. */
    @BeforeEach
    void beQuiet() {
        root.setLevel(Level.OFF);
    }

    @AfterEach
    void speakAgain() {
        root.setLevel(usual);
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource real = postgres.getPostgresDatabase();
            CommandFixture.migrate(real, "postgresql");
            Scenario ledger;
            try (CommandFixture fixture = CommandFixture.with(real, settings())) {
                ledger = Scenario.in(fixture);
                checked = fixture.head();
            }
            int acknowledged = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                acknowledged += killOnce(real, ledger, kill);
            }
            assertThat(acknowledged).isGreaterThan(KILLS);
        }
    }

    private static JournalSettings settings() {
        return new JournalSettings(
                Durability.POWER_LOSS, 10, 100, 1_000, 10, 100, Duration.ofMillis(5), Duration.ofSeconds(10), 1);
    }

    private int killOnce(DataSource real, Scenario ledger, int kill) throws Exception {
        String what = "seed " + (SEED + kill);
        Random random = new Random(SEED + kill);
        Life life = new Life(1 + random.nextInt(MOST_CALLS), random.nextBoolean());
        Set<String> acknowledged = new HashSet<>();
        try (CommandFixture fixture =
                CommandFixture.with(WatchedDataSource.of(life.connected(real), life), settings())) {
            send(fixture, ledger, life, kill, acknowledged);
        } catch (RuntimeException e) {
            assertThat(life.isOver()).as(what + ": " + e).isTrue();
        }
        try (CommandFixture next = CommandFixture.with(real, settings())) {
            check(next, ledger, acknowledged, kill, what);
        }
        return acknowledged.size();
    }

    /** Until it is dead. */
    private static void send(CommandFixture fixture, Scenario ledger, Life life, int kill, Set<String> acknowledged)
            throws Exception {
        for (int round = 0; !life.isOver(); round++) {
            Map<String, CompletableFuture<CommandResultMessage<?>>> sent = new HashMap<>();
            for (int client = 0; client < CLIENTS; client++) {
                String id = "t" + kill + "-" + round + "-" + client;
                LedgerCommand command =
                        ledger.posted(id, null, false, move(BANK, client % 2 == 0 ? "alice" : "bob", 1));
                sent.put(id, CommandFixture.dispatch(fixture.bus(), command, Map.of()));
            }
            for (Map.Entry<String, CompletableFuture<CommandResultMessage<?>>> each : sent.entrySet()) {
                if (CommandFixture.succeeds(each.getValue())) {
                    acknowledged.add(each.getKey());
                }
            }
        }
    }

    private void check(CommandFixture fixture, Scenario ledger, Set<String> acknowledged, int kill, String what)
            throws Exception {
        awaitWriter(fixture, what);
        for (RecordedEvent event : fixture.eventsAfter(checked)) {
            assertThat(event.position()).as(what).isEqualTo(++checked);
            if (event.payload() instanceof TransactionPosted happened) {
                assertThat(posted.add(happened.transaction().value())).as(what).isTrue();
            }
        }
        assertThat(posted).as(what).containsAll(acknowledged);
        String last = "after-" + kill;
        TransactionResult next = post(fixture, ledger.posted(last, null, false, move(BANK, "alice", 1)));
        assertThat(fixture.eventsAfter(checked)).as(what).hasSize(3);
        checked += 3;
        posted.add(last);
        assertThat(debits(next)).as(what).isEqualTo(posted.size());
    }

    /** PostgreSQL may find out a moment later that the connections of the dead process are gone. */
    private static void awaitWriter(CommandFixture fixture, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!fixture.store().journal().isWriter()) {
            assertThat(System.nanoTime()).as(what + ": becomes the writer").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** As a client does, sent again while it is refused for a moment. */
    private static TransactionResult post(CommandFixture fixture, LedgerCommand command) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            CompletableFuture<CommandResultMessage<?>> answer =
                    CommandFixture.dispatch(fixture.bus(), command, Map.of());
            if (CommandFixture.succeeds(answer) || System.nanoTime() > deadline) {
                return (TransactionResult) ((Outcome.Done<?>) answer.get().getPayload()).result();
            }
        }
    }

    /** As the index told them to a process that has just begun. */
    private static long debits(TransactionResult result) {
        return result.accounts().stream()
                .filter(account -> account.address().value().equals(BANK))
                .mapToLong(account -> account.counters().debitsPosted().longValueExact())
                .sum();
    }

    /** A process, as its connections see it. */
    private static final class Life implements WatchedDataSource.Watcher {
        private final AtomicInteger callsLeft;
        private final boolean afterwards;
        private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();
        private volatile boolean over;

        Life(int calls, boolean afterwards) {
            this.callsLeft = new AtomicInteger(calls);
            this.afterwards = afterwards;
        }

        boolean isOver() {
            return over;
        }

        DataSource connected(DataSource real) {
            return (DataSource) Proxy.newProxyInstance(
                    DataSource.class.getClassLoader(),
                    new Class<?>[] {DataSource.class},
                    (proxy, method, arguments) -> {
                        Object result = method.invoke(real, arguments);
                        if (result instanceof Connection connection) {
                            connections.add(connection);
                        }
                        return result;
                    });
        }

        @Override
        public void before(String call) throws SQLException {
            if (!afterwards) {
                live(call);
            }
            requireLife(call);
        }

        @Override
        public void after(String call, Object result) throws SQLException {
            if (afterwards) {
                live(call);
            }
            requireLife(call);
        }

        private void live(String call) throws SQLException {
            if (callsLeft.decrementAndGet() == 0) {
                over = true;
                for (Connection connection : List.copyOf(connections)) {
                    connection.abort(Runnable::run);
                }
            }
        }

        private void requireLife(String call) throws SQLException {
            if (over) {
                throw new SQLException("killed in " + call);
            }
        }
    }
}
