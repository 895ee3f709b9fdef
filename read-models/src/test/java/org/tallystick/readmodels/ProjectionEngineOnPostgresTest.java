package org.tallystick.readmodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same on PostgreSQL, each test in a database of its own, which several processes may share. */
@ExtendWith(EmptyPostgres.class)
class ProjectionEngineOnPostgresTest extends ProjectionEngineTest {

    @Test
    void aProcessThatStartsLeavesTheReplayOfAnotherAlone() throws Exception {
        addAndAwait("a", "b");
        CountDownLatch gate = new CountDownLatch(1);
        tally.gateOfLaterVersions = gate;
        engine.replay(TallyProjection.NAME);
        await(() -> tables().stream().anyMatch("tally_row_v2"::equalsIgnoreCase));
        TallyProjection sameElsewhere = new TallyProjection();
        CompletableFuture<ProjectionEngine> starting =
                CompletableFuture.supplyAsync(() -> startedUnchecked(sameElsewhere));
        await(starting::isDone);
        assertThatThrownBy(() -> starting.join().replay(TallyProjection.NAME))
                .isInstanceOf(ReplayRunningException.class);
        gate.countDown();
        await(() -> !engine.progress(TallyProjection.NAME).replaying());
        assertThat(read().version()).isEqualTo(2);
        assertThat(read().rows()).containsExactly(1L, 2L);
        await(() -> starting.join().progress(TallyProjection.NAME).version() == 2);
        starting.join().close();
    }

    private ProjectionEngine startedUnchecked(TallyProjection projection) {
        try {
            return started(projection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
