package org.tallystick.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InProcessLoadTest {
    private static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder;

    /** Every contestant is driven the same way. */
    private record Counting(boolean isBlocking, AtomicLong begun, Throwable failure) implements Contestant {
        @Override
        public void open(int accounts) {
            // Nothing has to be opened here.
        }

        @Override
        public void begin(Transfer transfer, Consumer<Throwable> done) {
            begun.incrementAndGet();
            done.accept(failure);
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsWhatWasDoneInTheMeasuredTime(boolean blocking) throws Exception {
        Counting contestant = new Counting(blocking, new AtomicLong(), null);
        double perSecond = new InProcessLoad(contestant)
                .run(Workload.SINGLES, 4, 100, SHORT, SHORT)
                .perSecond();
        assertThat(perSecond * 0.2).isPositive().isLessThanOrEqualTo(contestant.begun.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailureEndsIt(boolean blocking) {
        Counting contestant = new Counting(blocking, new AtomicLong(), new IllegalStateException("no"));
        assertThatThrownBy(() -> new InProcessLoad(contestant).run(Workload.SINGLES, 4, 100, SHORT, SHORT))
                .hasRootCauseMessage("no");
    }

    @ParameterizedTest
    @EnumSource
    void tallystickTakesEachWorkload(Workload workload) throws Exception {
        try (Contestant tallystick =
                TallystickContestant.over("jdbc:h2:file:" + folder.resolve("store") + ";WRITE_DELAY=0")) {
            tallystick.open(100);
            Transfers transfers = new Transfers(workload, 100, new SplittableRandom(1));
            for (int i = 0; i < 10; i++) {
                CompletableFuture<Throwable> done = new CompletableFuture<>();
                tallystick.begin(transfers.next(), done::complete);
                assertThat(done.get(30, TimeUnit.SECONDS)).isNull();
            }
        }
    }

    @Test
    void aRatioIsToTheSameRound() {
        Table table = new Table();
        Measurement twice =
                new Measurement("s", "c", Measurement.TRANSFERS, Measurement.Rounds.ALL, () -> new Figure(0));
        for (double pgBench : new double[] {100, 200, 1_000}) {
            table.pgBench(pgBench);
            table.add(twice, new Figure(2 * pgBench));
        }
        assertThat(table.text()).containsPattern("s +c +400 +200 +2,000 +transfers/s +2.00");
    }
}
