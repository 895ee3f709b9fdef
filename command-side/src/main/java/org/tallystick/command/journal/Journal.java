package org.tallystick.command.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.RecordedEvent;
import org.tallystick.values.Micros;

/**
 * The writing end of the store. Lanes append units of work, which get dense positions at once and become visible to later
 * commands at once; one thread writes what has gathered as one database transaction while the next units gather, and only
 * then completes what waits for those positions.
 *
 * <p>When a write fails for good, whatever was appended but is not stored never happened: positions go back, the lanes are
 * told to decide those commands again (a new generation), and only the command that the store refuses is failed.
 */
public final class Journal implements AutoCloseable {
    /** Metadata of a command: the generation in which it is decided. */
    public static final String GENERATION = "journalGeneration";

    /** What a recovery keeps in memory for the index, in multiples of what waits there usually. */
    private static final int RECOVERED_AT_ONCE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final JournalSettings settings;
    private final JournalTable table;
    private final StreamIndexTable index;
    private final JournalWriter writer;
    private final IndexWriter indexWriter;
    private final UnitCodec codec;
    private final WriterLease lease;
    private final DurableHead head;
    private final RecentUnits recent;
    private final IndexTail tail = new IndexTail();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final Condition indexWork = lock.newCondition();
    private final Condition durableMoved = lock.newCondition();
    private final ArrayDeque<AppendedUnit> pending = new ArrayDeque<>();
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
    private final List<LongConsumer> afterWrites = new CopyOnWriteArrayList<>();
    private final ThreadLocal<RecordedUnit> lastAppended = new ThreadLocal<>();
    private int pendingEvents;
    private volatile boolean flushed;
    private long assigned;
    private long lastRecordedAt;
    private volatile long generation;
    private volatile boolean open;
    private volatile boolean unsynced;
    private volatile boolean writing;
    private volatile boolean closing;
    private Thread journalThread;
    private Thread indexThread;

    Journal(
            JournalSettings settings,
            JournalTable table,
            StreamIndexTable index,
            JournalWriter writer,
            IndexWriter indexWriter,
            UnitCodec codec,
            WriterLease lease,
            DurableHead head,
            RecentUnits recent) {
        this.settings = settings;
        this.table = table;
        this.index = index;
        this.writer = writer;
        this.indexWriter = indexWriter;
        this.codec = codec;
        this.lease = lease;
        this.head = head;
        this.recent = recent;
    }

    /** Starts the threads. Whether this process writes is up to {@link #becomeWriter}. */
    void start() {
        journalThread = startThread("journal", this::writeGroups);
        indexThread = startThread("journal-index", this::writeIndex);
    }

    private static Thread startThread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Takes the lease if it can be had, unless the disk has failed this process, and reads what the index does not know yet. */
    boolean becomeWriter() throws SQLException {
        if (open) {
            return true;
        }
        if (unsynced || !lease.tryAcquire()) {
            return false;
        }
        recover();
        return true;
    }

    /** Brings memory in line with the store, all of which is durable then; the lanes start afresh after it. */
    private void recover() {
        lock.lock();
        try {
            writer.confirm();
            tail.clear();
            recent.clear();
            long stored = table.head();
            long position = index.progress();
            while (position < stored) {
                for (JournalRow row : table.rowsAfter(position, settings.maxGroupEvents())) {
                    RecordedUnit unit = codec.decode(row);
                    tail.add(AppendedUnit.of(unit));
                    position = unit.position();
                }
                if (tail.size() > RECOVERED_AT_ONCE * settings.maxUnindexed()) {
                    writeRecovered();
                }
            }
            assigned = stored;
            lastRecordedAt =
                    Math.max(lastRecordedAt, table.lastRecordedAtMicros().orElse(0));
            head.writtenUpTo(stored);
            generation++;
            open = true;
        } catch (SQLException e) {
            unsynced |= e instanceof UnsyncedException;
            throw new StoreUnavailableException("what is stored could not be made durable", e);
        } finally {
            lock.unlock();
        }
    }

    /** An index that is made again from all of the journal has no room in memory at once. */
    private void writeRecovered() throws SQLException {
        IndexTail.Block block = tail.takeGrowing();
        if (!lease.renew() || !indexWriter.write(block, lease.epoch())) {
            throw new StoreUnavailableException("the lease was lost while the index was made again", null);
        }
        tail.flushed();
    }

    /** Whether this process writes to the store. */
    public boolean isWriter() {
        return open;
    }

    /** Changes whenever what was appended but not stored has been forgotten. */
    public long generation() {
        return generation;
    }

    /** The position of the last event that was appended, whether it is stored yet or not. */
    public long appendedHead() {
        lock.lock();
        try {
            return assigned;
        } finally {
            lock.unlock();
        }
    }

    IndexTail tail() {
        return tail;
    }

    /**
     * Appends the events of one command as one unit of work.
     *
     * @throws StaleGenerationException when the command was decided before the given generation ended
     */
    AppendedUnit append(
            List<? extends DomainEventMessage<?>> messages, Map<String, String> metadata, Instant now, long decidedIn) {
        lock.lock();
        try {
            awaitRoom(decidedIn);
            requireGeneration(decidedIn);
            lastRecordedAt = Math.max(lastRecordedAt, Micros.of(now));
            RecordedUnit unit = unit(messages, metadata, Micros.toInstant(lastRecordedAt));
            assigned = unit.position();
            AppendedUnit appended = AppendedUnit.of(unit);
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
            lastAppended.set(unit);
            return appended;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a group is on its way to the store, or about to be, so that what is appended has to wait. */
    public boolean isWriting() {
        return writing || flushed;
    }

    /** Called on the thread of the journal whenever it has ended a write, with how long it took; must not block. */
    public void afterEachWrite(LongConsumer listener) {
        afterWrites.add(listener);
    }

    /** Has what is appended written now; called by a lane that has nothing else to decide at the moment. */
    public void flush() {
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

    /** The unit that this thread appended since it last asked; null when it appended none. */
    public RecordedUnit takeAppended() {
        RecordedUnit unit = lastAppended.get();
        lastAppended.remove();
        return unit;
    }

    private RecordedUnit unit(
            List<? extends DomainEventMessage<?>> messages, Map<String, String> metadata, Instant recordedAt) {
        List<RecordedEvent> events = new ArrayList<>(messages.size());
        long position = assigned;
        for (DomainEventMessage<?> message : messages) {
            DomainEvent payload = (DomainEvent) message.getPayload();
            events.add(new RecordedEvent(
                    ++position,
                    message.getAggregateIdentifier(),
                    message.getSequenceNumber(),
                    recordedAt,
                    payload,
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

    /**
     * Completes once everything that is appended by now is durable.
     *
     * @return the position up to which that is
     * @throws StaleGenerationException when the command was decided before the given generation ended
     */
    public long whenDurable(long decidedIn, Completion completion) {
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

    private void writeGroups() {
        while (!closing || hasPending()) {
            List<AppendedUnit> group = nextGroup();
            if (!group.isEmpty()) {
                long begun = System.nanoTime();
                try {
                    write(group);
                } catch (RuntimeException | Error e) {
                    writer.close();
                    LOG.error("the journal failed; what waits for it is refused", e);
                    abandon("the journal failed", e);
                } finally {
                    writing = false;
                }
                long took = System.nanoTime() - begun;
                afterWrites.forEach(listener -> listener.accept(took));
            }
        }
        writer.close();
    }

    private boolean hasPending() {
        lock.lock();
        try {
            return !pending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private List<AppendedUnit> nextGroup() {
        lock.lock();
        try {
            while (!isWorthWriting() && !closing) {
                work.awaitUninterruptibly();
            }
            List<AppendedUnit> group = new ArrayList<>();
            int events = 0;
            while (!pending.isEmpty()
                    && (group.isEmpty()
                            || events + pending.peek().unit().events().size() <= settings.maxGroupEvents())) {
                AppendedUnit next = pending.poll();
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

    private void write(List<AppendedUnit> group) {
        List<JournalRow> rows = new ArrayList<>(group.size());
        try {
            for (AppendedUnit appended : group) {
                rows.add(row(appended.unit()));
            }
            Written written = writeStubbornly(rows);
            if (written == Written.LEASE_LOST) {
                abandon();
                return;
            }
            stored(rows.get(rows.size() - 1).position(), events(group));
        } catch (UnsyncedException e) {
            giveUp(e);
        } catch (SQLException | RuntimeException e) {
            writer.close();
            isolate(group, e);
        }
    }

    private static int events(List<AppendedUnit> group) {
        return group.stream()
                .mapToInt(appended -> appended.unit().events().size())
                .sum();
    }

    private JournalRow row(RecordedUnit unit) {
        byte[] data = codec.encode(unit);
        int events = unit.events().size();
        long recordedAt = Micros.of(unit.recordedAt());
        return new JournalRow(
                unit.position(),
                events,
                recordedAt,
                data,
                UnitCodec.checksum(unit.position(), events, recordedAt, data));
    }

    private enum Written {
        DONE,
        LEASE_LOST
    }

    /** A failed write may have reached the store all the same: the head of the store tells. */
    private Written writeStubbornly(List<JournalRow> rows) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.write(rows, lease.epoch()) || isStored(rows) ? Written.DONE : Written.LEASE_LOST;
            } catch (UnsyncedException e) {
                throw e;
            } catch (SQLException e) {
                writer.close();
                LOG.warn("attempt {} to write {} rows to the journal failed: {}", attempt, rows.size(), e.getMessage());
                if (attempt == settings.writeAttempts()) {
                    if (isStored(rows)) {
                        return Written.DONE;
                    }
                    throw e;
                }
                pauseBeforeRetry(attempt);
            }
        }
    }

    /** Whether the last attempt, though it failed, has stored exactly these rows; they are as durable as others then. */
    private boolean isStored(List<JournalRow> rows) throws SQLException {
        JournalRow last = rows.get(rows.size() - 1);
        boolean stored = table.rowsAt(new long[] {last.position()}, 0, 1).stream()
                .anyMatch(found -> found.checksum() == last.checksum());
        if (stored) {
            writer.confirm();
        }
        return stored;
    }

    private void pauseBeforeRetry(int attempt) {
        lock.lock();
        try {
            long nanos = TimeUnit.MILLISECONDS.toNanos(50L << attempt);
            while (nanos > 0 && !closing) {
                nanos = durableMoved.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void stored(long position, int events) {
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
        } finally {
            lock.unlock();
        }
        done.forEach(waiter -> waiter.completion().durable());
        head.tellFollowers();
    }

    /** Finds the unit that the store refuses, fails its command alone, and has the commands after it decided again. */
    private void isolate(List<AppendedUnit> group, Exception cause) {
        LOG.error("the journal could not write a group of {} units; writing them one by one", group.size(), cause);
        for (AppendedUnit appended : group) {
            try {
                if (writeStubbornly(List.of(row(appended.unit()))) == Written.LEASE_LOST) {
                    abandon();
                    return;
                }
                stored(appended.position(), appended.unit().events().size());
            } catch (UnsyncedException e) {
                giveUp(e);
                return;
            } catch (SQLException | RuntimeException e) {
                refuse(appended, e);
                return;
            }
        }
    }

    private void refuse(AppendedUnit culprit, Exception cause) {
        LOG.error("the store refuses the unit of work at position {}", culprit.position(), cause);
        StoreUnavailableException failure = new StoreUnavailableException("the store could not be written", cause);
        List<Waiter> affected = forget();
        boolean recovered = tryRecover();
        boolean culpritPassed = false;
        for (Waiter waiter : affected) {
            boolean isCulprit = !culpritPassed && waiter.position() >= culprit.position();
            culpritPassed |= isCulprit;
            if (isCulprit || !recovered) {
                waiter.completion().failed(failure);
            } else {
                waiter.completion().decideAgain();
            }
        }
    }

    private boolean tryRecover() {
        try {
            recover();
            head.tellFollowers();
            return true;
        } catch (RuntimeException e) {
            LOG.error("the store cannot be read; commands are refused until it can", e);
            return false;
        }
    }

    /** The lease is found lost while nothing is written; a write that is under way finds out by itself. */
    void leaseLost() {
        lock.lock();
        try {
            if (open && head.position() == assigned) {
                abandon();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is written by this process: nobody knows what a loss of power would leave of what is stored by now. */
    private void giveUp(UnsyncedException cause) {
        LOG.error("the disk does not confirm what is written to it: look at the disk, start again, then verify", cause);
        unsynced = true;
        writer.close();
        abandon("the disk does not confirm what is written to it", cause);
    }

    /** Everything that waits fails, and nothing more is written until this process is the writer again. */
    private void abandon() {
        abandon("another process writes to the store now", null);
    }

    private void abandon(String why, Throwable cause) {
        lease.lost(why);
        StoreUnavailableException failure = new StoreUnavailableException(why, cause);
        forget().forEach(waiter -> waiter.completion().failed(failure));
    }

    /** Takes back all that is appended but not stored. */
    private List<Waiter> forget() {
        lock.lock();
        try {
            open = false;
            generation++;
            pending.clear();
            pendingEvents = 0;
            flushed = false;
            assigned = head.position();
            tail.clear();
            recent.clear();
            List<Waiter> affected = new ArrayList<>(waiters);
            waiters.clear();
            room.signalAll();
            durableMoved.signalAll();
            return affected;
        } finally {
            lock.unlock();
        }
    }

    private void writeIndex() {
        while (!closing) {
            IndexTail.Block block = awaitBlock();
            if (block != null) {
                writeIndex(block);
            }
        }
    }

    /** A block whose units are all durable; null when there is nothing to write. */
    private IndexTail.Block awaitBlock() {
        lock.lock();
        try {
            long began = System.nanoTime();
            while (!closing && !settings.isIndexDue(tail.size(), System.nanoTime() - began)) {
                indexWork.awaitNanos(settings.indexInterval().toNanos());
            }
            return takeDurableBlock();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private IndexTail.Block takeDurableBlock() {
        long current = generation;
        if (!open || tail.size() == 0) {
            return null;
        }
        IndexTail.Block block = tail.takeGrowing();
        while (head.position() < block.upTo && generation == current) {
            durableMoved.awaitUninterruptibly();
        }
        return generation == current ? block : null;
    }

    private void writeIndex(IndexTail.Block block) {
        try {
            if (indexWriter.write(block, lease.epoch())) {
                tail.flushed();
                return;
            }
            LOG.warn("the index was not written up to position {}: the lease is lost", block.upTo);
            startOver(false);
        } catch (SQLException e) {
            LOG.error("the index could not be written up to position {}", block.upTo, e);
            startOver(true);
        }
    }

    /**
     * Forgets what is in memory as soon as nothing is being written. A writer reads it from the journal again at once,
     * with what the failed block of the index held.
     */
    private void startOver(boolean stillWriter) {
        List<Waiter> affected;
        lock.lock();
        try {
            while (open && head.position() < assigned) {
                durableMoved.awaitUninterruptibly();
            }
            if (!open) {
                return;
            }
            if (!stillWriter) {
                abandon();
                return;
            }
            affected = forget();
            tryRecover();
        } finally {
            lock.unlock();
        }
        affected.forEach(Waiter::decideAgain);
    }

    /** Writes what is appended, then the index, and gives the lease back. */
    @Override
    public void close() {
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
        join(journalThread, LONGEST_END);
        join(indexThread, LONGEST_END);
        if (open && !hasPending()) {
            flushIndex();
        }
        open = false;
        lease.close();
    }

    private void flushIndex() {
        IndexTail.Block block;
        lock.lock();
        try {
            block = takeDurableBlock();
        } finally {
            lock.unlock();
        }
        if (block != null) {
            writeIndex(block);
        }
    }

    /** Waits, without an interrupt: one during file I/O would close the file of an embedded database under everybody. */
    public static void join(Thread thread, Duration longest) {
        if (thread == null) {
            return;
        }
        try {
            thread.join(longest.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Waiter(long position, Completion completion) {
        void decideAgain() {
            completion.decideAgain();
        }
    }
}
