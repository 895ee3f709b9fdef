package org.tallystick.command.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rounds come one after the other, whatever happens in one. */
@Timeout(20)
class WritersRoundsTest {
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
        try (WritersRounds rounds = new WritersRounds("test", this::isWriter, Duration.ofMillis(1), this::fail)) {
            rounds.start();
            assertThat(begun.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void thereIsAPauseAfterAFaultToo() throws InterruptedException {
        WritersRounds rounds = new WritersRounds("a-pause", this::isWriter, Duration.ofHours(1), this::fail);
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
        WritersRounds rounds = new WritersRounds(
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
