package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.DomainEventMessage;
import org.tallystick.eventstore.CommandContext;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.storage.Micros;

/**
 * What lanes have appended and the store does not hold yet, and the results that wait for it. A unit gets its positions
 * when it is appended, and is visible to later commands from then on.
 *
 * <p>One lock guards all of it. Lanes, {@link GroupCommit} and {@link IndexFlusher} hold it for an instant or wait on its
 * conditions; {@link WriterRole} holds it while memory is read again from the store, so that nobody appends meanwhile. Whoever
 * holds it may take the lease and then the {@link org.tallystick.storage.SingleWriterLock}, never the other way round.
 * {@link IndexTail}, {@link RecentUnits} and {@link DurableHead} guard themselves for readers, and change under this lock.
 */
final class AppendedUnits {
    private final JournalSettings settings;
    private final StreamIndexing indexing;
    private final DurableHead head;
    private final RecentUnits recent;
    private final IndexTail tail;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition indexWork = lock.newCondition();
    private final Condition durableMoved = lock.newCondition();
    private final ArrayDeque<IndexedUnit> pending = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private int pendingEvents;
    private long assigned;
    private long lastRecordedAt;
    private volatile boolean flushed;
    private volatile boolean writing;
    private volatile boolean closing;
    private volatile boolean open;
    private volatile long generation;

    AppendedUnits(
            JournalSettings settings, StreamIndexing indexing, DurableHead head, RecentUnits recent, IndexTail tail) {
        this.settings = settings;
        this.indexing = indexing;
        this.head = head;
        this.recent = recent;
        this.tail = tail;
    }

    /** A result that waits for everything up to a position. */
    record Waiter(long position, Completion completion) {}

    /** What is done while nobody else appends, stores or forgets. */
    interface Exclusive<T, E extends Exception> {
        T run() throws E;
    }

    <T, E extends Exception> T exclusively(Exclusive<T, E> action) throws E {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether units are taken, which only the writer does. */
    boolean isOpen() {
        return open;
    }

    long generation() {
        return generation;
    }

    /** @throws StaleGenerationException when the generation in which the command was decided has ended */
    IndexedUnit append(
            List<? extends DomainEventMessage<?>> messages, Map<String, String> metadata, CommandContext context) {
        lock.lock();
        try {
            awaitRoom(context.generation());
            requireGeneration(context.generation());
            lastRecordedAt = Math.max(lastRecordedAt, Micros.of(context.recordedAt()));
            RecordedUnit unit = unit(messages, metadata, Micros.toInstant(lastRecordedAt));
            IndexedUnit appended = IndexedUnit.of(unit, indexing);
            context.append(unit);
            assigned = unit.position();
            tail.add(appended);
            recent.add(unit);
            pending.add(appended);
            pendingEvents += unit.events().size();
            if (pendingEvents >= settings.eventsWorthWriting()) {
                work.signal();
            }
            if (tail.size() >= settings.maxUnindexed()) {
                indexWork.signal();
            }
            return appended;
        } finally {
            lock.unlock();
        }
    }

    private RecordedUnit unit(
            List<? extends DomainEventMessage<?>> messages, Map<String, String> metadata, Instant recordedAt) {
        List<RecordedEvent> events = new ArrayList<>(messages.size());
        long position = assigned;
        for (DomainEventMessage<?> message : messages) {
            events.add(new RecordedEvent(
                    ++position,
                    message.getAggregateIdentifier(),
                    message.getSequenceNumber(),
                    recordedAt,
                    message.getPayload(),
                    metadata));
        }
        return new RecordedUnit(position, recordedAt, metadata, events);
    }

    private void awaitRoom(long decidedIn) {
        while (pendingEvents > settings.maxPendingEvents() && decidedIn == generation && !closing) {
            room.awaitUninterruptibly();
        }
    }

    private void requireGeneration(long decidedIn) {
        if (!open || decidedIn != generation) {
            throw new StaleGenerationException();
        }
    }

    /** The position of the last event that was appended, whether it is stored yet or not. */
    long appendedHead() {
        lock.lock();
        try {
            return assigned;
        } finally {
            lock.unlock();
        }
    }

    /** Has what is appended written now. */
    void flush() {
        lock.lock();
        try {
            if (!pending.isEmpty()) {
                flushed = true;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a group is on its way to the store, or about to be, so that what is appended has to wait. */
    int pendingEvents() {
        return pendingEvents;
    }

    boolean isWriting() {
        return writing || flushed;
    }

    /** @see Journal#whenDurable */
    long whenDurable(long decidedIn, Completion completion) {
        lock.lock();
        try {
            requireGeneration(decidedIn);
            if (head.position() < assigned) {
                waiters.add(new Waiter(assigned, completion));
                return assigned;
            }
        } finally {
            lock.unlock();
        }
        completion.durable();
        return head.position();
    }

    /** What to write next, as soon as that is worth it; empty when the journal is closed and nothing is left. */
    List<IndexedUnit> nextGroup() {
        lock.lock();
        try {
            while (!isWorthWriting() && !closing) {
                work.awaitUninterruptibly();
            }
            List<IndexedUnit> group = new ArrayList<>();
            int events = 0;
            while (!pending.isEmpty()
                    && (group.isEmpty()
                            || events + pending.peek().unit().events().size() <= settings.maxGroupEvents())) {
                IndexedUnit next = pending.poll();
                events += next.unit().events().size();
                group.add(next);
            }
            writing = !group.isEmpty();
            flushed &= !pending.isEmpty();
            return group;
        } finally {
            lock.unlock();
        }
    }

    /** A write costs much however small it is: it waits for the lane to finish what it has at hand, unless that is much. */
    private boolean isWorthWriting() {
        return flushed && !pending.isEmpty() || pendingEvents >= settings.eventsWorthWriting();
    }

    /** The group that {@link #nextGroup} gave is not being written any more, whatever came of it. */
    void groupEnded() {
        writing = false;
    }

    /** @return whose results everything is durable for that they are built on */
    List<Waiter> stored(long position, int events) {
        List<Waiter> done = new ArrayList<>();
        lock.lock();
        try {
            pendingEvents -= events;
            head.writtenUpTo(position);
            recent.evict(position);
            while (!waiters.isEmpty() && waiters.peek().position() <= position) {
                done.add(waiters.poll());
            }
            room.signalAll();
            durableMoved.signalAll();
            return done;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back all that is appended but not stored: a new generation begins.
     *
     * @param stillWriter whether memory is read again from the store under the same lock
     * @return whose results were built on it
     */
    List<Waiter> forget(boolean stillWriter) {
        lock.lock();
        try {
            List<Waiter> affected = new ArrayList<>(waiters);
            open = stillWriter;
            generation++;
            pending.clear();
            waiters.clear();
            pendingEvents = 0;
            flushed = false;
            assigned = head.position();
            tail.clear();
            recent.clear();
            room.signalAll();
            durableMoved.signalAll();
            return affected;
        } finally {
            lock.unlock();
        }
    }

    /** Takes units from now on, after what the store holds; under the lock. */
    void openAt(long storedHead, long storedRecordedAt) {
        assigned = storedHead;
        lastRecordedAt = Math.max(lastRecordedAt, storedRecordedAt);
        head.writtenUpTo(storedHead);
        generation++;
        open = true;
    }

    /** Takes no more units; what was appended stays. */
    void shut() {
        open = false;
    }

    boolean hasPending() {
        lock.lock();
        try {
            return !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    boolean isAllStored() {
        return head.position() == assigned;
    }

    /** Under the lock, which is free meanwhile: waits until something was stored or forgotten. */
    void awaitStored() {
        durableMoved.awaitUninterruptibly();
    }

    /** Under the lock, which is free meanwhile: waits until much waits for the index, for a while. */
    void awaitIndexWork(Duration longest) throws InterruptedException {
        indexWork.awaitNanos(longest.toNanos());
    }

    /** Waits for a time that the end of the journal cuts short. */
    void pause(Duration time) {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (nanos > 0 && !closing) {
                nanos = durableMoved.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        return closing;
    }

    /** Whoever waits here looks up. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
            room.signalAll();
            indexWork.signalAll();
            durableMoved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
