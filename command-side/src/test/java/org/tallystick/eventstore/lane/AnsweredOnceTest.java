package org.tallystick.eventstore.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.PostTransaction;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.WatchedDataSource;
import org.tallystick.storage.thread.FaultHandler;

/** Whatever fails, and whenever the bus is closed: each command that was sent gets exactly one answer. */
@Timeout(180)
class AnsweredOnceTest {
    private static final int ROUNDS = 40;
    private static final int CLIENTS = 3;
    private static final int COMMANDS = 20;

    private FaultHandler before;

    @BeforeEach
    void install() {
        before = FaultHandler.install(new FaultHandler(code -> {}));
    }

    @AfterEach
    void restore() {
        FaultHandler.install(before);
    }

    /** Fails calls that the write path makes, now with an exception, now with an error. */
    private static final class Chaos implements WatchedDataSource.Watcher {
        private final Random random;
        private volatile boolean armed;

        Chaos(long seed) {
            random = new Random(seed);
        }

        @Override
        public void before(String call) throws SQLException {
            String thread = Thread.currentThread().getName();
            if (armed && (thread.startsWith("lane") || thread.startsWith("journal"))) {
                fail(random.nextInt(200));
            }
        }

        private static void fail(int chance) throws SQLException {
            switch (chance) {
                case 0, 1, 2, 3, 4, 5 -> throw new SQLException("injected");
                case 6, 7, 8 -> throw new IllegalStateException("injected");
                case 9 -> throw new AssertionError("injected");
                case 10 -> throw new StackOverflowError("injected");
                default -> {}
            }
        }

        @Override
        public void after(String call, Object result) {}
    }

    @Test
    void whateverFailsAndWheneverItIsClosed() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        for (int round = 0; round < ROUNDS; round++) {
            round(seed + round);
        }
    }

    private static void round(long seed) throws Exception {
        DataSource real = CommandFixture.h2();
        CommandFixture.migrate(real, "h2");
        Chaos chaos = new Chaos(seed);
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS, 10, 100, 1_000, 3, 100, Duration.ofMillis(1), Duration.ofSeconds(10), 1);
        AtomicInteger sent = new AtomicInteger();
        List<AtomicInteger> answers = new ArrayList<>();
        for (int i = 0; i < CLIENTS * COMMANDS; i++) {
            answers.add(new AtomicInteger());
        }
        List<Thread> clients = new ArrayList<>();
        try (CommandFixture fixture = CommandFixture.with(WatchedDataSource.of(real, chaos), settings)) {
            Scenario scenario = Scenario.in(fixture);
            chaos.armed = true;
            for (int client = 0; client < CLIENTS; client++) {
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < COMMANDS; i++) {
                        int number = sent.getAndIncrement();
                        send(fixture.bus(), scenario, number, answers.get(number));
                    }
                });
                clients.add(thread);
                thread.start();
            }
            Random random = new Random(seed);
            if (random.nextBoolean()) {
                new JdbcTemplate(real).update("UPDATE writer_lease SET epoch = epoch + 1");
            }
            int closeAfter = random.nextInt(CLIENTS * COMMANDS);
            while (sent.get() < closeAfter) {
                assertThat(Thread.interrupted()).isFalse();
                Thread.onSpinWait();
            }
        }
        for (Thread client : clients) {
            client.join();
        }
        assertThat(answers.stream().map(AtomicInteger::get)).as("seed %d", seed).containsOnly(1);
    }

    private static void send(LaneCommandBus bus, Scenario scenario, int number, AtomicInteger answers) {
        PostTransaction command = scenario.posted("t" + number, null, false, move("bank", "alice", 1));
        CommandCallback<PostTransaction, Object> callback = (message, result) -> {
            answers.incrementAndGet();
            if (number % 7 == 0) {
                throw new AssertionError("injected into a callback");
            }
        };
        bus.dispatch(new GenericCommandMessage<>(command), callback);
    }
}
