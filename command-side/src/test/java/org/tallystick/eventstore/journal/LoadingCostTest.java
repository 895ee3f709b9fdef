package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.PostTransaction;
import org.tallystick.values.Posting;

/** What the first posting after a start costs does not depend on how many entries its accounts have. */
class LoadingCostTest {
    private static final int POSTINGS = 1_000;
    private static final int LARGE = 490;
    private static final int SMALL = 20_000;

    private record Cost(int statements, int rows) {}

    private static final class Count implements WatchedDataSource.Watcher {
        private final AtomicInteger statements = new AtomicInteger();
        private final AtomicInteger rows = new AtomicInteger();

        @Override
        public void before(String call) {}

        @Override
        public void after(String call, Object result) {
            if (!Thread.currentThread().getName().startsWith("lane")) {
                return;
            }
            if (call.startsWith("execute")) {
                statements.incrementAndGet();
            } else if (call.equals("next") && Boolean.TRUE.equals(result)) {
                rows.incrementAndGet();
            }
        }

        Cost take() {
            return new Cost(statements.getAndSet(0), rows.getAndSet(0));
        }
    }

    @Test
    void isTheSameForTenAndForAMillionEntries() {
        DataSource real = CommandFixture.h2();
        CommandFixture.migrate(real, "h2");
        Count count = new Count();
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS,
                200,
                20_000,
                100_000,
                50_000,
                1_000,
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                4);
        try (CommandFixture fixture = CommandFixture.with(WatchedDataSource.of(real, count), settings)) {
            Scenario few = Scenario.in(fixture);
            fill(fixture, few, 10, List.of());
            Scenario many = Scenario.in(fixture);
            List<Posting> large = new ArrayList<>();
            for (int i = 0; i < POSTINGS; i++) {
                large.add(move("bank", "alice", 1));
            }
            fill(fixture, many, SMALL, large);
            Cost small = firstPosting(fixture, few, count);
            Cost big = firstPosting(fixture, many, count);
            assertThat(small.rows()).isPositive();
            assertThat(big.statements()).isEqualTo(small.statements());
            assertThat(big.rows()).isEqualTo(small.rows());
        }
    }

    /** Small transactions, and before them large ones: together a million entries on the two accounts. */
    private static void fill(CommandFixture fixture, Scenario scenario, int small, List<Posting> large) {
        List<CompletableFuture<CommandResultMessage<?>>> answers = new ArrayList<>();
        for (int i = 0; i < (large.isEmpty() ? 0 : LARGE); i++) {
            PostTransaction command = scenario.posted("large" + i, null, false, large.toArray(Posting[]::new));
            answers.add(CommandFixture.dispatch(fixture.bus(), command, Map.of()));
            if (i % 50 == 0) {
                answers.forEach(CommandFixture::await);
                answers.clear();
            }
        }
        for (int i = 0; i < small; i++) {
            PostTransaction command = scenario.posted("t" + i, null, false, move("bank", "alice", 1));
            answers.add(CommandFixture.dispatch(fixture.bus(), command, Map.of()));
            if (i % 5_000 == 0) {
                answers.forEach(CommandFixture::await);
                answers.clear();
            }
        }
        answers.forEach(CommandFixture::await);
    }

    private static Cost firstPosting(CommandFixture fixture, Scenario scenario, Count count) {
        fixture.restart();
        count.take();
        scenario.post("first", move("bank", "alice", 1)).created();
        return count.take();
    }
}
