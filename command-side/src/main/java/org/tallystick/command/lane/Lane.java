package org.tallystick.command.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.command.journal.Completion;
import org.tallystick.command.journal.Journal;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.StaleGenerationException;
import org.tallystick.command.journal.Store;
import org.tallystick.commands.CommandMetadata;

/** One thread that decides the commands of its ledgers, one after the other, ahead of the journal that stores them. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int MAX_DRAINED = 512;
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    /** So many commands are decided while the journal writes; fewer would only be written in smaller groups. */
    private static final int WORTH_WAKING = 16;
    /** After a write so many commands are waited for at most, and no longer than this or than the write took. */
    private static final int MOST_EXPECTED = 32;

    private static final Duration LONGEST_GATHERING = Duration.ofMillis(2);

    private final int capacity;
    private final LaneCommandBus bus;
    private final Store store;
    private final Journal journal;
    private final List<LaneCache<?>> caches;
    private final MicrosecondClock clock;
    private final Brake brake;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition offered = lock.newCondition();
    private final Deque<LaneTask<?, ?>> queue = new ArrayDeque<>();
    private final Deque<LaneTask<?, ?>> again = new ArrayDeque<>();
    private final AtomicInteger released = new AtomicInteger();
    private int expected;
    private long gatheringEnds = System.nanoTime();
    private boolean waiting;
    private boolean closing;
    private long generation = -1;

    Lane(
            String name,
            int capacity,
            LaneCommandBus bus,
            Store store,
            List<LaneCache<?>> caches,
            MicrosecondClock clock,
            Brake brake) {
        this.capacity = capacity;
        this.bus = bus;
        this.store = store;
        this.journal = store.journal();
        this.caches = caches;
        this.clock = clock;
        this.brake = brake;
        this.thread = new Thread(() -> LaneScope.around(this::run), name);
        this.thread.setDaemon(true);
    }

    void start() {
        journal.afterEachWrite(this::gather);
        thread.start();
    }

    /** False when the queue is full or the lane has ended. */
    boolean offer(LaneTask<?, ?> task) {
        lock.lock();
        try {
            if (closing || queue.size() >= capacity) {
                return false;
            }
            queue.add(task);
            if (waiting && (isWorthDeciding() || queue.size() == 1 && !journal.isWriting())) {
                offered.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Those who were answered by the write that has ended will soon send their next commands. Together with what waits
     * already they make one group, where else two would be written by turns.
     */
    private void gather(long writeNanos) {
        int answered = released.getAndSet(0);
        lock.lock();
        try {
            expected = Math.min(MOST_EXPECTED, answered + queue.size());
            gatheringEnds = System.nanoTime() + Math.min(writeNanos, LONGEST_GATHERING.toNanos());
            if (waiting && !queue.isEmpty()) {
                offered.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isWorthDeciding() {
        if (!again.isEmpty()) {
            return true;
        }
        if (queue.isEmpty() || queue.element().isLarge()) {
            return !queue.isEmpty();
        }
        return journal.isWriting()
                ? queue.size() >= WORTH_WAKING
                : queue.size() >= expected || System.nanoTime() - gatheringEnds >= 0;
    }

    private void offerAgain(LaneTask<?, ?> task) {
        lock.lock();
        try {
            again.add(task.again());
            offered.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (List<LaneTask<?, ?>> tasks = drain(); !tasks.isEmpty(); tasks = drain()) {
            hold();
            prefetch(tasks);
            for (LaneTask<?, ?> task : tasks) {
                process(task);
                if (task.isLarge()) {
                    journal.flush();
                    hold();
                }
            }
            journal.flush();
        }
    }

    /** A brake that fails must not end the lane: then nothing would be decided any more. */
    private void hold() {
        try {
            brake.hold();
        } catch (RuntimeException e) {
            LOG.warn("it is not known how far the read models are; the writer does not wait for them", e);
        }
    }

    /** What waits, commands to be decided again first; empty when the lane ends. */
    private List<LaneTask<?, ?>> drain() {
        lock.lock();
        try {
            while (!closing && !isWorthDeciding()) {
                awaitMore();
            }
            List<LaneTask<?, ?>> tasks = new ArrayList<>();
            while (tasks.size() < MAX_DRAINED && !(again.isEmpty() && queue.isEmpty())) {
                tasks.add(again.isEmpty() ? queue.poll() : again.poll());
            }
            return tasks;
        } finally {
            lock.unlock();
        }
    }

    /** The end of a write wakes the lane as well. */
    private void awaitMore() {
        waiting = true;
        try {
            if (queue.isEmpty() || journal.isWriting()) {
                offered.await();
            } else {
                offered.awaitNanos(gatheringEnds - System.nanoTime());
            }
        } catch (InterruptedException e) {
            closing = true;
        } finally {
            waiting = false;
        }
    }

    /** A failure here costs only speed: each command then looks its own streams up, and fails alone if it must. */
    private void prefetch(List<LaneTask<?, ?>> tasks) {
        try {
            store.prefetch(NewStreams.of(tasks).unknown());
        } catch (RuntimeException e) {
            store.forgetPrefetched();
            LOG.warn("the streams of {} commands could not be looked up at once", tasks.size(), e);
        }
    }

    private <C, R> void process(LaneTask<C, R> task) {
        long current = journal.generation();
        if (current != generation) {
            caches.forEach(LaneCache::removeAll);
            store.forgetPrefetched();
            generation = current;
        }
        if (!journal.isWriter()) {
            task.refuse(CommandRefusedException.NOT_WRITER, "this process does not write to the store any more");
            return;
        }
        Instant recordedAt = clock.now();
        CommandMessage<C> command = task.command()
                .andMetaData(Map.of(CommandMetadata.RECORDED_AT, recordedAt, Journal.GENERATION, current));
        journal.takeAppended();
        CommandResultMessage<? extends R> result = bus.decide(command, task.handler());
        if (result.isExceptional()) {
            failed(task, result.exceptionResult());
        } else {
            releaseWhenDurable(task, result, current, recordedAt);
        }
    }

    private void failed(LaneTask<?, ?> task, Throwable cause) {
        if (cause instanceof StaleGenerationException) {
            offerAgain(task);
        } else {
            task.fail(cause);
        }
    }

    private <C, R> void releaseWhenDurable(
            LaneTask<C, R> task, CommandResultMessage<? extends R> result, long decidedIn, Instant now) {
        RecordedUnit unit = journal.takeAppended();
        long position = unit == null ? journal.appendedHead() : unit.position();
        Instant recordedAt = unit == null ? now : unit.recordedAt();
        CommandResultMessage<? extends R> positioned =
                result.andMetaData(Map.of(LaneCommandBus.POSITION, position, CommandMetadata.RECORDED_AT, recordedAt));
        try {
            journal.whenDurable(decidedIn, new Release<>(task, positioned));
        } catch (StaleGenerationException e) {
            offerAgain(task);
        }
    }

    /** Refuses what waits and lets what is at hand be decided. */
    void close() {
        List<LaneTask<?, ?>> refused;
        lock.lock();
        try {
            closing = true;
            refused = new ArrayList<>(queue);
            refused.addAll(again);
            queue.clear();
            again.clear();
            offered.signal();
        } finally {
            lock.unlock();
        }
        refused.forEach(task -> task.refuse(CommandRefusedException.UNAVAILABLE, "the process is stopping"));
    }

    /** Waits for the end of what was at hand. */
    void join() {
        Journal.join(thread, LONGEST_END);
    }

    private final class Release<C, R> implements Completion {
        private final LaneTask<C, R> task;
        private final CommandResultMessage<? extends R> result;

        Release(LaneTask<C, R> task, CommandResultMessage<? extends R> result) {
            this.task = task;
            this.result = result;
        }

        @Override
        public void durable() {
            released.incrementAndGet();
            task.complete(result);
        }

        @Override
        public void decideAgain() {
            offerAgain(task);
        }

        @Override
        public void failed(RuntimeException cause) {
            task.fail(new CommandRefusedException(
                    CommandRefusedException.UNAVAILABLE, "the store could not be written", cause));
        }
    }
}
