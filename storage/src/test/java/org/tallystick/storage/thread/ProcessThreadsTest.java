package org.tallystick.storage.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a thread throws is told to the fault handler, which ends the process where the thread cannot go on. */
@Timeout(20)
class ProcessThreadsTest {
    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final Semaphore runs = new Semaphore(0);
    private final FaultHandler handler = new FaultHandler(ends::add);
    private FaultHandler before;

    @BeforeEach
    void install() {
        before = FaultHandler.install(handler);
    }

    @AfterEach
    void restore() {
        FaultHandler.install(before);
    }

    @Test
    void whatEndsAVitalThreadEndsTheProcess() throws InterruptedException {
        ProcessThreads.vital("heart", () -> fail(new NoClassDefFoundError("gone")))
                .start();
        assertThat(ends.take()).isEqualTo(FaultHandler.EXIT_CODE);
        assertThat(handler.ended()).contains("heart");
    }

    @Test
    void theReturnOfAVitalThreadEndsNothing() throws InterruptedException {
        Thread thread = ProcessThreads.vital("heart", () -> {});
        thread.start();
        thread.join();
        assertThat(ends).isEmpty();
        assertThat(handler.faults()).isZero();
    }

    @Test
    void aTimerGoesOnAfterErrorsAndTellsThem() throws InterruptedException {
        ScheduledExecutorService timer = ProcessThreads.timer("clock");
        timer.scheduleWithFixedDelay(() -> failAndCount(new StackOverflowError()), 0, 1, TimeUnit.MILLISECONDS);
        runs.acquire(3);
        assertThat(handler.faults()).isGreaterThanOrEqualTo(2);
        assertThat(handler.failing()).containsExactly("clock");
        assertThat(ends).isEmpty();
        timer.shutdown();
    }

    @Test
    void whatIsDoneOnceInATimerIsToldToo() throws InterruptedException {
        ScheduledExecutorService timer = ProcessThreads.vitalTimer("workers", 1);
        timer.submit(() -> fail(new AssertionError("half done")));
        assertThat(ends.take()).isEqualTo(FaultHandler.EXIT_CODE);
        timer.shutdown();
    }

    @Test
    void aPieceOfWorkFailsAlone() throws InterruptedException {
        ExecutorService pool = Executors.newSingleThreadExecutor(ProcessThreads.numbered("pool"));
        pool.execute(() -> failAndCount(new AssertionError("one piece")));
        pool.execute(runs::release);
        runs.acquire(2);
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(handler.faults()).isEqualTo(1);
        assertThat(ends).isEmpty();
    }

    @Test
    void aTimerHasRecoveredOnceSomethingElseIsDone() throws Exception {
        ScheduledExecutorService timer = ProcessThreads.timer("clock");
        timer.submit(() -> fail(new AssertionError("only this")));
        timer.submit(() -> runs.release());
        timer.submit(() -> runs.release()).get();
        assertThat(handler.faults()).isEqualTo(1);
        assertThat(handler.failing()).isEmpty();
        timer.shutdown();
    }

    @Test
    void nobodyGoesOnWithoutMemory() throws InterruptedException {
        ScheduledExecutorService timer = ProcessThreads.timer("clock");
        timer.scheduleWithFixedDelay(() -> fail(new OutOfMemoryError("test")), 0, 1, TimeUnit.HOURS);
        assertThat(ends.take()).isEqualTo(FaultHandler.EXIT_CODE);
        timer.shutdown();
    }

    @Test
    void aStepIsTriedAgainAndItsThreadRecovers() throws InterruptedException {
        try (SteadyThread thread = SteadyThread.ofStep("walker", this::failOnce)) {
            thread.start();
            runs.acquire(3);
            assertThat(handler.faults()).isEqualTo(1);
            assertThat(handler.failing()).isEmpty();
        }
        assertThat(ends).isEmpty();
    }

    private boolean failOnce() {
        if (runs.availablePermits() == 0 && handler.faults() == 0) {
            throw new AssertionError("the first time");
        }
        runs.release();
        return true;
    }

    @Test
    void anErrorInAVitalStepEndsTheProcessAndAnExceptionDoesNot() throws InterruptedException {
        try (SteadyThread thread = SteadyThread.vital("walker", () -> {
            if (handler.faults() == 0) {
                throw new IllegalStateException("passing");
            }
            throw new AssertionError("for good");
        })) {
            thread.start();
            assertThat(ends.take()).isEqualTo(FaultHandler.EXIT_CODE);
            assertThat(handler.faults()).isEqualTo(2);
        }
    }

    private void failAndCount(Error error) {
        runs.release();
        throw error;
    }

    private static void fail(Error error) {
        throw error;
    }
}
