package org.tallystick.eventstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tallystick.storage.thread.FaultHandler;

/** Rounds come one after the other, whatever happens in one. */
@Timeout(20)
class WriterTaskTest {
    private final Semaphore begun = new Semaphore(0);
    private final AtomicInteger asked = new AtomicInteger();

    private boolean isWriter() {
        asked.incrementAndGet();
        return true;
    }

    private void fail() {
        begun.release();
        throw new IllegalStateException("no database");
    }

    @Test
    void aFaultEndsItsRoundOnly() throws InterruptedException {
        try (WriterTask rounds = new WriterTask("test", this::isWriter, Duration.ofMillis(1), this::fail)) {
            rounds.start();
            assertThat(begun.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anErrorEndsItsRoundOnly() throws InterruptedException {
        long before = FaultHandler.ofProcess().faults();
        Runnable round = () -> {
            begun.release();
            throw new StackOverflowError("injected");
        };
        try (WriterTask rounds = new WriterTask("an-error", this::isWriter, Duration.ofMillis(1), round)) {
            rounds.start();
            assertThat(begun.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(FaultHandler.ofProcess().faults()).isGreaterThanOrEqualTo(before + 2);
            assertThat(FaultHandler.ofProcess().failing()).contains("an-error");
        }
    }

    @Test
    void thereIsAPauseAfterAFaultToo() throws InterruptedException {
        WriterTask rounds = new WriterTask("a-pause", this::isWriter, Duration.ofHours(1), this::fail);
        rounds.start();
        begun.acquire();
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("a-pause"))
                .findFirst()
                .orElseThrow();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            assertThat(asked).hasValue(1);
        }
        assertThat(asked).hasValue(1);
        rounds.close();
        thread.join();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aProcessThatDoesNotWriteDoesNothingUntilItDoes() throws InterruptedException {
        AtomicBoolean writer = new AtomicBoolean();
        Semaphore looked = new Semaphore(0);
        WriterTask rounds = new WriterTask(
                "test",
                () -> {
                    looked.release();
                    return writer.get();
                },
                Duration.ofMillis(1),
                begun::release);
        rounds.start();
        looked.acquire(3);
        assertThat(begun.availablePermits()).isZero();
        writer.set(true);
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
        rounds.close();
    }
}
