package org.tallystick.eventstore.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.storage.H2StoreGuard;
import org.tallystick.storage.Micros;
import org.tallystick.storage.NoRoomException;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ProcessThreads;
import org.tallystick.storage.thread.SteadyThread;

/**
 * The thread {@code journal}: writes what has gathered as one database transaction while the next units gather, and only then
 * completes what waits for it. A group that fails for good is written unit by unit; only the command of the unit that the
 * store refuses fails, and those after it are decided again.
 *
 * <p>All of it happens on that thread, without a lock; the connection of {@link JournalWriter} is used by nobody else, but for
 * recoveries, during which nothing is written.
 */
final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final JournalSettings settings;
    private final AppendedUnits units;
    private final WriterRole role;
    private final WriterLease lease;
    private final H2StoreGuard file;
    private final JournalTable table;
    private final JournalWriter writer;
    private final UnitCodec codec;
    private final DurableHead head;
    private final List<LongConsumer> afterWrites = new CopyOnWriteArrayList<>();
    private final Thread thread = ProcessThreads.vital("journal", this::run);

    GroupCommit(
            JournalSettings settings,
            AppendedUnits units,
            WriterRole role,
            WriterLease lease,
            H2StoreGuard file,
            JournalTable table,
            JournalWriter writer,
            UnitCodec codec,
            DurableHead head) {
        this.settings = settings;
        this.units = units;
        this.role = role;
        this.lease = lease;
        this.file = file;
        this.table = table;
        this.writer = writer;
        this.codec = codec;
        this.head = head;
    }

    void start() {
        thread.start();
    }

    /** Called on the thread of the journal whenever it has ended a write, with how long it took; must not block. */
    void afterEachWrite(LongConsumer listener) {
        afterWrites.add(listener);
    }

    /** Waits until what was appended before the units were closed is written, for a while. */
    void awaitEnd() {
        SteadyThread.end(thread, LONGEST_END);
    }

    /** However it ends, nobody is left without an answer. */
    private void run() {
        try {
            while (!units.isClosing() || units.hasPending()) {
                List<IndexedUnit> group = units.nextGroup();
                if (!group.isEmpty()) {
                    writeMeasured(group);
                }
            }
        } catch (RuntimeException | Error e) {
            role.endForGood("the journal cannot go on; start again", e);
            throw e;
        } finally {
            writer.close();
        }
    }

    private void writeMeasured(List<IndexedUnit> group) {
        long begun = System.nanoTime();
        try {
            write(group);
        } catch (RuntimeException e) {
            writer.close();
            FaultHandler.ofProcess().goesOn(thread.getName(), e);
            role.end("the journal failed", e);
        } finally {
            units.groupEnded();
        }
        long took = System.nanoTime() - begun;
        afterWrites.forEach(listener -> listener.accept(took));
    }

    private void write(List<IndexedUnit> group) {
        try {
            requireRoom();
            List<JournalRow> rows = new ArrayList<>(group.size());
            for (IndexedUnit appended : group) {
                rows.add(row(appended.unit()));
            }
            if (!isWritten(rows)) {
                return;
            }
        } catch (SQLException | RuntimeException e) {
            writer.close();
            if (!endsWriting(e)) {
                isolate(group, e);
            }
            return;
        }
        stored(group);
    }

    private void requireRoom() throws StoreClosedException {
        try {
            file.requireRoom();
        } catch (NoRoomException e) {
            throw new StoreClosedException(e);
        }
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

    /** False when the lease is lost, and with it the role of the writer. */
    private boolean isWritten(List<JournalRow> rows) throws SQLException {
        boolean written = writeStubbornly(rows);
        if (!written) {
            role.endFenced();
        }
        return written;
    }

    /** A failed write may have reached the store all the same: the head of the store tells. False when the lease is lost. */
    private boolean writeStubbornly(List<JournalRow> rows) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return writer.write(rows, lease.epoch()) || isStored(rows);
            } catch (UnsyncedException e) {
                throw e;
            } catch (SQLException e) {
                writer.close();
                if (file.isClosed()) {
                    throw new StoreClosedException(e);
                }
                LOG.warn("attempt {} to write {} rows to the journal failed: {}", attempt, rows.size(), e.getMessage());
                if (attempt == settings.writeAttempts()) {
                    if (isStored(rows)) {
                        return true;
                    }
                    throw e;
                }
                units.pause(Duration.ofMillis(50L << attempt));
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

    private void stored(List<IndexedUnit> group) {
        int events = 0;
        for (IndexedUnit unit : group) {
            events += unit.unit().events().size();
        }
        long position = group.get(group.size() - 1).position();
        FaultHandler.ofProcess().recovered(thread.getName());
        units.stored(position, events).forEach(waiter -> waiter.completion().durable());
        head.notifyFollowers();
    }

    /** Whether it says that no unit can be written, whichever it is. */
    private boolean endsWriting(Exception failure) {
        if (failure instanceof UnsyncedException) {
            role.endForGood(
                    "the disk does not confirm what is written to it: look at the disk, start again, then verify",
                    failure);
        } else if (failure instanceof StoreClosedException) {
            role.end("the store cannot be written", failure);
        } else {
            return false;
        }
        return true;
    }

    /** Finds the unit that the store refuses, fails its command alone, and has the commands after it decided again. */
    private void isolate(List<IndexedUnit> group, Exception cause) {
        LOG.warn("a group of {} units could not be written; now one by one", group.size());
        FaultHandler.ofProcess().goesOn(thread.getName(), cause);
        for (IndexedUnit appended : group) {
            try {
                if (!isWritten(List.of(row(appended.unit())))) {
                    return;
                }
            } catch (SQLException | RuntimeException e) {
                writer.close();
                if (!endsWriting(e)) {
                    refuse(appended, e);
                }
                return;
            }
            stored(List.of(appended));
        }
    }

    private void refuse(IndexedUnit culprit, Exception cause) {
        LOG.error("the store refuses the unit of work at position {}", culprit.position(), cause);
        StoreUnavailableException failure = new StoreUnavailableException("the store could not be written", cause);
        WriterRole.StartedOver startedOver = role.startOver();
        boolean culpritPassed = false;
        for (AppendedUnits.Waiter waiter : startedOver.affected()) {
            boolean isCulprit = !culpritPassed && waiter.position() >= culprit.position();
            culpritPassed |= isCulprit;
            if (isCulprit || !startedOver.stillWriter()) {
                waiter.completion().failed(failure);
            } else {
                waiter.completion().decideAgain();
            }
        }
    }
}
