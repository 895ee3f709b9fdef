package org.tallystick.eventstore.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.command.Scenario.move;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.command.CommandFixture;
import org.tallystick.command.Scenario;
import org.tallystick.commands.PostTransaction;
import org.tallystick.storage.thread.ThreadWatch;

/** A lane or a journal that lives and does not get on is found, and only the one that is at fault. */
@Timeout(60)
class StuckThreadsTest {
    private final CommandFixture fixture = CommandFixture.onH2();
    private final Scenario scenario = Scenario.in(fixture);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ThreadWatch watch = watch();

    private ThreadWatch watch() {
        List<ThreadWatch.Vital> vitals =
                new ArrayList<>(List.of(fixture.store().figures().vital()));
        vitals.addAll(fixture.bus().vitals());
        return new ThreadWatch(vitals);
    }

    @AfterEach
    void close() {
        end.countDown();
        watch.close();
        fixture.close();
    }

    private void stay() {
        reached.countDown();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> stuckAfterManyLooks() {
        for (int i = 0; i <= ThreadWatch.STUCK_AFTER; i++) {
            watch.look();
        }
        return watch.sights().stream()
                .filter(ThreadWatch.Sight::isInTrouble)
                .map(ThreadWatch.Sight::thread)
                .toList();
    }

    private PostTransaction posting() {
        return scenario.posted("t", null, false, move("bank", "alice", 1));
    }

    @Test
    void aLaneThatDecidesForEverIsStuck() throws InterruptedException {
        fixture.bus().registerHandlerInterceptor((work, chain) -> {
            stay();
            return chain.proceed();
        });
        CommandFixture.dispatch(fixture.bus(), posting(), Map.of());
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stuckAfterManyLooks()).containsExactly("lane-0");
        assertThat(watch.sight("lane-0").where()).anyMatch(frame -> frame.contains("StuckThreadsTest.stay"));
    }

    /** The next command waits in the lane for room, or for its turn: the journal is told of alone. */
    @Test
    void aJournalWhoseCallbackNeverReturnsIsStuck() throws InterruptedException {
        fixture.bus().dispatch(GenericCommandMessage.asCommandMessage(posting()), (command, result) -> stay());
        assertThat(reached.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(stuckAfterManyLooks()).containsExactly("journal");
    }

    @Test
    void afterItsWorkNobodyIsStuck() {
        scenario.post("t", move("bank", "alice", 1));
        assertThat(stuckAfterManyLooks()).isEmpty();
    }
}
