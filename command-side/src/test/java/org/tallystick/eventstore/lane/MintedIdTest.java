package org.tallystick.eventstore.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Test;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.PostTransaction;
import org.tallystick.eventstore.CommandProfile;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.WatchedDataSource;
import org.tallystick.storage.Database;

/** An identifier that was minted for a command is not looked up; whoever sends the same one later gets the original. */
class MintedIdTest {
    private static final CommandProfile PROFILE = LedgerDomain.commands();

    private static final class Statements implements WatchedDataSource.Watcher {
        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void before(String call) {
            if (call.startsWith("execute") && Thread.currentThread().getName().startsWith("lane")) {
                count.incrementAndGet();
            }
        }

        @Override
        public void after(String call, Object result) {}
    }

    @Test
    void isNotLookedUpAndIsStoredOnce() {
        DataSource real = CommandFixture.h2();
        CommandFixture.migrate(real, "h2");
        Statements statements = new Statements();
        try (CommandFixture fixture = CommandFixture.with(
                WatchedDataSource.of(real, statements), JournalSettings.standard(Database.H2, Durability.PROCESS))) {
            Scenario scenario = Scenario.in(fixture);
            scenario.post("before", move("bank", "alice", 1)).created();
            PostTransaction command = scenario.posted("minted", null, false, move("bank", "alice", 1));
            statements.count.set(0);
            assertThat(effect(fixture.send(command, minted(command)))).isEqualTo(Outcome.Effect.CREATED);
            assertThat(statements.count).hasValue(0);
            assertThat(effect(fixture.send(command))).isEqualTo(Outcome.Effect.REPLAYED);
            fixture.restart();
            assertThat(effect(fixture.send(command))).isEqualTo(Outcome.Effect.REPLAYED);
        }
    }

    @Test
    void isLookedUpWhenTheCommandIsDecidedAgain() {
        try (CommandFixture fixture = CommandFixture.onH2()) {
            PostTransaction command = Scenario.in(fixture).posted("minted", null, false, move("bank", "alice", 1));
            LaneTask<PostTransaction, Object> task = new LaneTask<>(
                    new GenericCommandMessage<>(command, MetaData.from(minted(command))),
                    message -> null,
                    (message, result) -> {});
            String stream = command.ledger().streamOf(command.transaction());
            LaneTask<PostTransaction, Object> again = task.again(PROFILE.untilDecided());
            assertThat(newStreams(task)).isEmpty();
            assertThat(newStreams(again)).containsExactly(stream);
            assertThat(CommandMetadata.minted(again.command().getMetaData())).isEmpty();
        }
    }

    private static List<String> newStreams(LaneTask<?, ?> task) {
        List<String> streams = new ArrayList<>();
        PROFILE.newStreams(task.command(), streams::add);
        return streams;
    }

    private static Map<String, ?> minted(PostTransaction command) {
        return Map.of(CommandMetadata.MINTED, Set.of(command.transaction()));
    }

    private static Outcome.Effect effect(Object outcome) {
        return ((Outcome.Done<?>) outcome).effect();
    }
}
