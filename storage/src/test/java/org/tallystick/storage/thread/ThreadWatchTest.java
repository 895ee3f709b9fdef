package org.tallystick.storage.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.storage.Database;
import org.tallystick.storage.SingleWriterLock;

/** Looks are made one after the other here, without the second between them. */
class ThreadWatchTest {
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicLong progress = new AtomicLong();
    private volatile boolean work = true;
    private Thread thread;

    @AfterEach
    void letThreadsEnd() throws InterruptedException {
        end.countDown();
        if (thread != null) {
            thread.join();
        }
    }

    private void start(String name, Runnable body) {
        thread = ProcessThreads.once(name, body);
        thread.start();
    }

    private void untilTheEnd() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadWatch watch(String name) {
        return new ThreadWatch(List.of(new ThreadWatch.Vital(name, () -> work, found -> progress.get())));
    }

    private static ThreadWatch.Sight after(int looks, ThreadWatch watch) {
        for (int i = 0; i < looks; i++) {
            watch.look();
        }
        return watch.sights().get(0);
    }

    @Test
    void whatDoesNotGetOnWithItsWorkIsStuckAndSaysWhere() {
        start("stands", this::untilTheEnd);
        try (ThreadWatch watch = watch("stands")) {
            assertThat(after(ThreadWatch.STUCK_AFTER - 1, watch).isStuck()).isFalse();
            ThreadWatch.Sight sight = after(1, watch);
            assertThat(sight.isStuck()).isTrue();
            assertThat(sight.where()).first().asString().isEqualTo("stands WAITING");
            progress.incrementAndGet();
            assertThat(after(1, watch).isStuck()).isFalse();
        }
    }

    @Test
    void whoIsBehindAStuckThreadIsNotStuckItself() {
        start("first", this::untilTheEnd);
        ThreadWatch.Vital first = new ThreadWatch.Vital("first", () -> work, found -> 1);
        ThreadWatch.Vital second =
                new ThreadWatch.Vital(Thread.currentThread().getName(), () -> true, found -> 1, "first");
        try (ThreadWatch watch = new ThreadWatch(List.of(first, second))) {
            assertThat(after(2 * ThreadWatch.STUCK_AFTER, watch).isStuck()).isTrue();
            assertThat(watch.sights().get(1).isStuck()).isFalse();
            work = false;
            after(ThreadWatch.STUCK_AFTER, watch);
            assertThat(watch.sights()).extracting(ThreadWatch.Sight::isStuck).containsExactly(false, true);
        }
    }

    @Test
    void anIdleThreadIsNotStuck() {
        work = false;
        start("idle", this::untilTheEnd);
        try (ThreadWatch watch = watch("idle")) {
            assertThat(after(2 * ThreadWatch.STUCK_AFTER, watch).looks()).isZero();
        }
    }

    @Test
    void aThreadThatHasEndedIsNotThere() throws InterruptedException {
        start("ended", () -> {});
        thread.join();
        try (ThreadWatch watch = watch("ended")) {
            assertThat(after(1, watch).alive()).isFalse();
        }
    }

    /** As on a slow disk, or behind a backup: it stands, and is not called stuck. */
    @Test
    void whoIsAtADatabaseIsNotStuck() {
        start("writes", this::writeUntilTheEnd);
        awaitWaiting(thread);
        try (ThreadWatch watch = watch("writes")) {
            ThreadWatch.Sight sight = after(2 * ThreadWatch.STUCK_AFTER, watch);
            assertThat(sight.isStuck()).isFalse();
            assertThat(sight.standsFor()).hasSeconds(2 * ThreadWatch.STUCK_AFTER);
        }
    }

    private void writeUntilTheEnd() {
        try {
            new SingleWriterLock(Database.H2).take(() -> {
                untilTheEnd();
                return null;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoWaitsForOneWhoIsAtADatabaseIsNotStuck() throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Thread holder = ProcessThreads.once("holder", () -> within(lock, this::writeUntilTheEnd));
        holder.start();
        awaitWaiting(holder);
        start("waits", () -> within(lock, () -> {}));
        awaitWaiting(thread);
        try (ThreadWatch watch = watch("waits")) {
            ThreadWatch.Sight sight = after(2 * ThreadWatch.STUCK_AFTER, watch);
            assertThat(sight.isStuck()).isFalse();
            assertThat(sight.where()).contains("waits WAITING", "holder WAITING");
        }
        end.countDown();
        holder.join();
    }

    private static void within(ReentrantLock lock, Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    private static void awaitWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING
                && !Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aSteadyThreadGetsOnWithEachStep() throws InterruptedException {
        CountDownLatch stepped = new CountDownLatch(1);
        SteadyThread steady = SteadyThread.ofStep("steady", () -> {
            stepped.countDown();
            return end.getCount() > 0;
        });
        try (ThreadWatch watch = new ThreadWatch(List.of(ThreadWatch.Vital.steady("steady")))) {
            steady.start();
            assertThat(stepped.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(after(ThreadWatch.STUCK_AFTER, watch).alive()).isTrue();
            assertThat(watch.sight("steady").isStuck()).isFalse();
        } finally {
            end.countDown();
            steady.close();
        }
    }
}
