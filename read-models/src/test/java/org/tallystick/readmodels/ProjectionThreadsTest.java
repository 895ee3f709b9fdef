package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.storage.thread.FaultHandler;

/** Errors of the program in the threads of read models: nothing of the batch stays, and the next try is a whole one. */
class ProjectionThreadsTest extends EngineTest {
    private final TallyProjection tally = new TallyProjection();
    private FaultHandler before;

    @Override
    protected Projection projection() {
        return tally;
    }

    @BeforeEach
    void install() {
        before = FaultHandler.install(new FaultHandler(code -> {}));
    }

    @AfterEach
    void restore() {
        FaultHandler.install(before);
    }

    private List<Long> rows() {
        return engine.read(List.of(TallyProjection.NAME), OptionalLong.empty(), view -> {
            Tables tables = view.tables(TallyProjection.NAME);
            return tables.jdbc()
                    .queryForList(
                            "SELECT position FROM " + tables.name(TallyProjection.ROW) + " ORDER BY position",
                            Long.class);
        });
    }

    @Test
    void projectionsGoOnAfterAnError() throws InterruptedException {
        tally.errors.put("projections", new StackOverflowError("injected"));
        addAndAwait("a", "b");
        assertThat(rows()).containsExactly(1L, 2L);
        assertThat(FaultHandler.ofProcess().faults()).isEqualTo(1);
        await(() -> FaultHandler.ofProcess().failing().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay-tally", "read-ahead-1"})
    void aReplayThatMetAnErrorCanBeStartedAgain(String thread) throws InterruptedException {
        addAndAwait("a", "b");
        tally.errors.put(thread, new AssertionError("injected"));
        log.errors.put(thread, new AssertionError("injected"));
        engine.replay(TallyProjection.NAME);
        await(() -> FaultHandler.ofProcess().faults() > 0
                && !engine.progress().get(0).replaying());
        assertThat(runner().version()).isEqualTo(1);
        engine.replay(TallyProjection.NAME);
        await(() -> runner().version() > 1);
        assertThat(rows()).containsExactly(1L, 2L);
    }
}
