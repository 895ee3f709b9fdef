package org.tallystick.eventstore.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.commandhandling.CommandResultMessage;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.eventstore.CommandProfile;
import org.tallystick.eventstore.RecordedMetadata;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.journal.Completion;
import org.tallystick.eventstore.journal.Journal;
import org.tallystick.eventstore.journal.StaleGenerationException;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ProcessThreads;
import org.tallystick.storage.thread.SteadyThread;

/** One thread that decides the commands of its ledgers, one after the other, ahead of the journal that stores them. */
final class Lane {
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
    private final LaneCaches caches;
    private final MicrosecondClock clock;
    private final CommandProfile profile;
    private final Backpressure backpressure;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition offered = lock.newCondition();
    private final Deque<LaneTask<?, ?>> queue = new ArrayDeque<>();
    private final Deque<LaneTask<?, ?>> again = new ArrayDeque<>();
    private final LaneFigures figures;
    /** Of the thread of the lane alone. */
    private final Deque<LaneTask<?, ?>> atHand = new ArrayDeque<>();

    private final AtomicInteger released = new AtomicInteger();
    private int expected;
    private long gatheringEnds = System.nanoTime();
    private boolean waiting;
    private boolean closing;
    private long generation = -1;

    Lane(
            String name,
            LaneCommandBus bus,
            Store store,
            LaneCaches caches,
            MicrosecondClock clock,
            LaneSettings settings) {
        this.capacity = settings.queueCapacity();
        this.bus = bus;
        this.store = store;
        this.journal = store.journal();
        this.caches = caches;
        this.clock = clock;
        this.profile = settings.profile();
        this.backpressure = settings.backpressure();
        this.figures = new LaneFigures(name, () -> queue.size() + again.size());
        this.thread = ProcessThreads.vital(name, () -> LaneScope.around(this::run));
    }

    void start() {
        journal.afterEachWrite(this::gather);
        thread.start();
    }

    /** Takes a command, or refuses it when the queue is full or the lane has ended. */
    void offer(LaneTask<?, ?> task) {
        boolean ended;
        lock.lock();
        try {
            ended = closing;
            if (!ended && queue.size() < capacity) {
                queue.add(task);
                if (waiting && (isWorthDeciding() || queue.size() == 1 && !journal.isWriting())) {
                    offered.signal();
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        if (ended) {
            refuse(task);
        } else {
            task.refuse(CommandRefusedException.OVERLOADED, "too many commands are waiting");
        }
    }

    private static void refuse(LaneTask<?, ?> task) {
        task.refuse(CommandRefusedException.UNAVAILABLE, "the process is stopping");
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
        if (queue.isEmpty() || profile.isLarge(queue.element().command())) {
            return !queue.isEmpty();
        }
        return journal.isWriting()
                ? queue.size() >= WORTH_WAKING
                : queue.size() >= expected || System.nanoTime() - gatheringEnds >= 0;
    }

    /** Once the lane has ended, nobody would decide it. */
    private void offerAgain(LaneTask<?, ?> task) {
        lock.lock();
        try {
            if (!closing) {
                again.add(task.again(profile.untilDecided()));
                offered.signal();
                return;
            }
        } finally {
            lock.unlock();
        }
        refuse(task);
    }

    /** However it ends, nobody is left without an answer. */
    private void run() {
        try {
            while (drain()) {
                decideDrained();
            }
        } finally {
            close();
            atHand.forEach(Lane::refuse);
        }
    }

    private void decideDrained() {
        long began = System.nanoTime();
        figures.begun(atHand.size());
        hold();
        prefetch();
        for (LaneTask<?, ?> task = atHand.poll(); task != null; task = atHand.poll()) {
            processOrFail(task);
            figures.decided();
            if (profile.isLarge(task.command())) {
                journal.flush();
                hold();
            }
        }
        journal.flush();
        figures.ended(System.nanoTime() - began);
        FaultHandler.ofProcess().recovered(thread.getName());
    }

    LaneFigures figures() {
        return figures;
    }

    /** What holds the lane up must not end it: then nothing would be decided any more. */
    private void hold() {
        figures.held(true);
        try {
            backpressure.hold();
        } catch (RuntimeException e) {
            FaultHandler.ofProcess().harmless("backpressure", e);
        } finally {
            figures.held(false);
        }
    }

    /** Takes what waits, commands to be decided again first. False when the lane ends. */
    private boolean drain() {
        lock.lock();
        try {
            while (!closing && !isWorthDeciding()) {
                awaitMore();
            }
            while (atHand.size() < MAX_DRAINED && !(again.isEmpty() && queue.isEmpty())) {
                atHand.add(again.isEmpty() ? queue.poll() : again.poll());
            }
            return !atHand.isEmpty();
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
    private void prefetch() {
        try {
            Set<String> streams = new HashSet<>();
            atHand.forEach(task -> profile.newStreams(task.command(), streams::add));
            store.prefetch(streams);
        } catch (RuntimeException e) {
            store.forgetPrefetched();
            FaultHandler.ofProcess().harmless("prefetch", e);
        }
    }

    /** What was decided last may stand in the caches without being appended: after an exception they are read anew. */
    private void processOrFail(LaneTask<?, ?> task) {
        try {
            process(task);
        } catch (RuntimeException e) {
            generation = -1;
            FaultHandler.ofProcess().goesOn(thread.getName(), e);
            task.fail(e);
        } catch (Error e) {
            task.fail(e);
            throw e;
        }
    }

    private <C, R> void process(LaneTask<C, R> task) {
        long current = journal.generation();
        if (current != generation) {
            caches.forget();
            store.forgetPrefetched();
            generation = current;
        }
        if (!journal.isWriter()) {
            task.fail(CommandRefusedException.notWriting(journal));
            return;
        }
        CommandContext context = new CommandContext(clock.now(), current);
        CommandResultMessage<? extends R> result = bus.decide(task.command(), task.handler(), context);
        if (result.isExceptional() && context.appended() == null) {
            failed(task, result.exceptionResult());
        } else {
            releaseWhenDurable(task, result, context);
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
            LaneTask<C, R> task, CommandResultMessage<? extends R> result, CommandContext context) {
        RecordedUnit unit = context.appended();
        long position = unit == null ? journal.appendedHead() : unit.position();
        Instant recordedAt = unit == null ? context.recordedAt() : unit.recordedAt();
        CommandResultMessage<? extends R> positioned = result.andMetaData(
                Map.of(RecordedMetadata.POSITION, position, RecordedMetadata.RECORDED_AT, recordedAt));
        try {
            journal.whenDurable(context.generation(), new Release<>(task, positioned));
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
        refused.forEach(Lane::refuse);
    }

    /** Waits for the end of what was at hand. */
    void join() {
        SteadyThread.end(thread, LONGEST_END);
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

        /** On the thread of the journal, which has others to answer, too. */
        @Override
        public void decideAgain() {
            try {
                offerAgain(task);
            } catch (RuntimeException e) {
                FaultHandler.ofProcess().harmless("callback", e);
                task.fail(e);
            }
        }

        @Override
        public void failed(RuntimeException cause) {
            task.fail(CommandRefusedException.notStored(cause));
        }
    }
}
