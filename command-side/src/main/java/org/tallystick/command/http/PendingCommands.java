package org.tallystick.command.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * The commands that wait for their outcome. One look at all of them now and then ends those that wait for too long: a timer
 * for each would cost more than sending it.
 */
final class PendingCommands implements AutoCloseable {
    private static final int LOOKS = 30;

    private final Duration longest;
    private final Map<CompletableFuture<?>, Long> begun = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = ProcessThreads.timer("command-timeouts");

    /** @param longest how long an outcome is waited for, to a thirtieth of it */
    PendingCommands(Duration longest) {
        this.longest = longest;
        long interval = Math.max(1, longest.toMillis() / LOOKS);
        timer.scheduleWithFixedDelay(this::endOverdue, interval, interval, TimeUnit.MILLISECONDS);
    }

    <T> CompletableFuture<T> begin() {
        CompletableFuture<T> future = new CompletableFuture<>();
        begun.put(future, System.nanoTime());
        return future;
    }

    void ended(CompletableFuture<?> future) {
        begun.remove(future);
    }

    private void endOverdue() {
        long now = System.nanoTime();
        begun.forEach((future, since) -> {
            if (now - since >= longest.toNanos()) {
                ended(future);
                future.completeExceptionally(new TimeoutException());
            }
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
