package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.axonframework.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.Change;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.AccountState;

/** An account that is loaded from few of its events is what all of them make it. */
class AccountLoadingTest {
    private static final long SEED = 3;
    private static final int STEPS = 300;
    private static final List<String> ACCOUNTS = List.of("bank", "alice", "bob");

    /** @param indexMillis how long the index gathers: what is asked for is in it, or still in memory, or in both */
    @ParameterizedTest
    @ValueSource(longs = {1, 30, 60_000})
    void tellsWhatAllEventsTell(long indexMillis) {
        DataSource database = CommandFixture.h2();
        CommandFixture.migrate(database, "h2");
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS,
                10,
                40,
                1_000,
                10_000,
                200,
                Duration.ofMillis(indexMillis),
                Duration.ofMinutes(10),
                1);
        Random random = new Random(SEED);
        try (CommandFixture fixture = CommandFixture.with(database, settings)) {
            Scenario scenario = Scenario.in(fixture);
            for (int i = 0; i < STEPS; i++) {
                step(scenario, random, i);
                if (random.nextInt(50) == 0) {
                    fixture.restart();
                }
                ACCOUNTS.forEach(account -> check(fixture, scenario.ledger().value() + "/a/" + account));
            }
        }
    }

    @Test
    void isLoadedByAnIndexThatIsMadeAgainInPortions() {
        DataSource database = CommandFixture.h2();
        CommandFixture.migrate(database, "h2");
        JournalSettings settings = new JournalSettings(
                Durability.PROCESS, 10, 40, 1_000, 10, 200, Duration.ofMinutes(10), Duration.ofMinutes(10), 1);
        try (CommandFixture fixture = CommandFixture.with(database, settings)) {
            Scenario scenario = Scenario.in(fixture);
            for (int i = 0; i < STEPS; i++) {
                scenario.post("t" + i, move("bank", "alice", 1)).created();
            }
            scenario.freeze("alice");
            fixture.close();
            JdbcTemplate jdbc = new JdbcTemplate(database);
            jdbc.update("DELETE FROM stream_block");
            jdbc.update("UPDATE index_progress SET position = 0");
            fixture.restart();
            assertThat(jdbc.queryForObject(
                            "SELECT COUNT(*) FROM stream_block WHERE stream LIKE '%/t/%'", Integer.class))
                    .as("written while the journal was read")
                    .isBetween(STEPS / 2, STEPS);
            scenario.post("t" + (STEPS - 1), move("bank", "alice", 1)).replayed();
            scenario.post("t0", move("bank", "alice", 1)).replayed();
            scenario.post("refused", move("bank", "alice", 1)).rejected("account_frozen");
            ACCOUNTS.forEach(account -> check(fixture, scenario.ledger().value() + "/a/" + account));
        }
    }

    private static void step(Scenario scenario, Random random, int step) {
        int chosen = random.nextInt(ACCOUNTS.size());
        String account = ACCOUNTS.get(chosen);
        String other = ACCOUNTS.get((chosen + 1 + random.nextInt(ACCOUNTS.size() - 1)) % ACCOUNTS.size());
        switch (random.nextInt(8)) {
            case 0 -> scenario.freeze(account);
            case 1, 2 -> scenario.unfreeze(account);
            case 3 -> scenario.change(account, Change.keep(), Change.to(BigInteger.valueOf(10_000 + step)));
            case 4 -> scenario.hold("t" + step, null, move(account, other, 1));
            default -> scenario.post("t" + step, move(account, other, 1), move("bank", "alice", 1));
        }
    }

    private static void check(CommandFixture fixture, String stream) {
        List<RecordedEvent> all = fixture.store().log().readStream(stream, 0, 100_000);
        List<Object> loaded = fixture.store()
                .eventStore()
                .readEvents(stream)
                .asStream()
                .<Object>map(Message::getPayload)
                .toList();
        assertThat(state(loaded))
                .isEqualTo(state(all.stream().map(RecordedEvent::payload).toList()));
        assertThat(loaded.get(0)).isInstanceOf(AccountOpened.class);
        assertThat(loaded.get(loaded.size() - 1))
                .isEqualTo(all.get(all.size() - 1).payload());
    }

    private static AccountState state(List<?> events) {
        AccountState state = null;
        for (Object event : events) {
            state = event instanceof AccountStateEvent changed
                    ? changed.state()
                    : state.withCounters(((AccountEntry) event).counters());
        }
        return state;
    }
}
