package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.Posting;

/** A unit that is larger than what a reader takes at once is read and decoded once, not again for each of its parts. */
class LargeUnitsTest {
    private static final int POSTINGS = 1_000;
    private static final int AT_ONCE = 50;

    private static final class QueriesOfThisThread implements WatchedDataSource.Watcher {
        private final Thread thread = Thread.currentThread();
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void before(String call) {
            if (call.equals("executeQuery") && Thread.currentThread() == thread) {
                count.incrementAndGet();
            }
        }

        @Override
        public void after(String call, Object result) {}
    }

    @Test
    void isDecodedOnceForAllItsParts() {
        DataSource real = CommandFixture.h2();
        CommandFixture.migrate(real, "h2");
        QueriesOfThisThread queries = new QueriesOfThisThread();
        JournalSettings nothingRecent = new JournalSettings(
                Durability.PROCESS, 10, 100, 10_000, 3, 1, Duration.ofMillis(1), Duration.ofSeconds(10), 4);
        try (CommandFixture fixture = CommandFixture.with(WatchedDataSource.of(real, queries), nothingRecent)) {
            Scenario scenario = Scenario.in(fixture);
            EventLog log = fixture.store().log();
            long before = log.head();
            scenario.post(
                    "large",
                    Collections.nCopies(POSTINGS, move("bank", "alice", 1)).toArray(Posting[]::new));
            List<RecordedEvent> whole = log.read(before, Integer.MAX_VALUE);
            assertThat(whole).hasSizeGreaterThan(POSTINGS);
            queries.count.set(0);
            List<RecordedEvent> parts = new ArrayList<>();
            for (long at = before;
                    at < log.head();
                    at = parts.get(parts.size() - 1).position()) {
                parts.addAll(log.read(at, AT_ONCE));
            }
            assertThat(parts).isEqualTo(whole);
            assertThat(queries.count.get()).isLessThanOrEqualTo(2);
        }
    }
}
