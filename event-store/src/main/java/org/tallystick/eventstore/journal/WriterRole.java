package org.tallystick.eventstore.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.H2StoreGuard;
import org.tallystick.storage.NoRoomException;

/**
 * Whether this process writes to the store. That begins with the lease and a recovery; it ends when another process has the
 * lease (fencing), or when the store cannot be written. What was appended and not stored is forgotten then. A writer that
 * goes on after a failed write forgets it, too, and recovers.
 *
 * <p>There is no lock here: memory changes under the lock of {@link AppendedUnits}, the lease under its own.
 */
final class WriterRole {
    private static final Logger LOG = LoggerFactory.getLogger(WriterRole.class);

    private final AppendedUnits units;
    private final Recovery recovery;
    private final WriterLease lease;
    private final H2StoreGuard file;
    private final DurableHead head;
    private volatile boolean endedForGood;
    private volatile @Nullable String notWritable;

    WriterRole(AppendedUnits units, Recovery recovery, WriterLease lease, H2StoreGuard file, DurableHead head) {
        this.units = units;
        this.recovery = recovery;
        this.lease = lease;
        this.file = file;
        this.head = head;
    }

    /** Takes the lease if it can be had, unless this process has ended writing for good, and recovers. */
    boolean become() throws SQLException {
        if (units.isOpen()) {
            return true;
        }
        if (endedForGood) {
            return false;
        }
        try {
            file.requireRoomToBegin();
            boolean acquired = lease.tryAcquire();
            if (acquired) {
                units.exclusively(this::recover);
            }
            notWritable = null;
            return acquired;
        } catch (SQLException | RuntimeException e) {
            notWritable = StoreFailure.reason(e);
            throw e;
        }
    }

    private boolean recover() {
        try {
            recovery.run();
            return true;
        } catch (SQLException e) {
            endedForGood |= e instanceof UnsyncedException;
            throw new StoreUnavailableException("what is stored could not be made durable", e);
        }
    }

    /** What was forgotten by {@link #startOver}, and whether this process still writes. */
    record StartedOver(List<AppendedUnits.Waiter> affected, boolean stillWriter) {}

    /**
     * Forgets what is appended but not stored, and reads memory again from the store before anybody else appends. An error
     * meanwhile ends the process; whoever waited is answered before.
     */
    StartedOver startOver() {
        return units.exclusively(() -> {
            List<AppendedUnits.Waiter> affected = units.forget(true);
            try {
                return new StartedOver(affected, tryRecover());
            } catch (Error e) {
                failAll(affected, new StoreUnavailableException("the store could not be read", e));
                throw e;
            }
        });
    }

    /** While it goes well, nobody sees that this process does not write. */
    private boolean tryRecover() {
        boolean recovered = false;
        try {
            recover();
            head.notifyFollowers();
            recovered = true;
        } catch (RuntimeException e) {
            LOG.error("the store cannot be read; commands are refused until it can", e);
            notWritable = StoreFailure.reason(e);
        } finally {
            if (!recovered) {
                units.shut();
            }
        }
        return recovered;
    }

    /** Why the store cannot be written; empty while this process writes to it, or another one does. */
    Optional<String> notWritable() {
        return units.isOpen() ? Optional.empty() : Optional.ofNullable(notWritable);
    }

    /** Ends writing before a write fails, where little room is left. */
    void endWithoutRoom() {
        try {
            file.requireRoom();
        } catch (NoRoomException e) {
            endWhenIdle("the store is not written without room on its disk", e);
        }
    }

    /** A write that is under way finds out by itself. */
    void endWhenIdle(String why, @Nullable SQLException cause) {
        units.exclusively(() -> {
            if (units.isOpen() && units.isAllStored()) {
                end(why, cause);
            }
            return true;
        });
    }

    /**
     * Nothing more is written by this process: after a failed sync nobody knows what a loss of power would leave of what is
     * stored by now, and after an error what it left half done in memory.
     */
    void endForGood(String why, Throwable cause) {
        endedForGood = true;
        end(why, cause);
    }

    /** The epoch of the lease is another one's: whatever this process believed to own, it does not. */
    void endFenced() {
        end("another process writes to the store now", null);
    }

    /** At the end of the process: whoever still waits gets an answer, and whoever comes later none but that. */
    void endClosed() {
        failAll(
                units.forget(false),
                new StoreUnavailableException("the process has stopped before it was known to be stored", null));
    }

    /** Everything that waits fails, and nothing more is written until this process is the writer again. */
    void end(String why, @Nullable Throwable cause) {
        notWritable = cause == null ? null : StoreFailure.reason(cause);
        lease.lost(why, cause);
        failAll(units.forget(false), new StoreUnavailableException(why, cause));
    }

    private static void failAll(List<AppendedUnits.Waiter> waiters, StoreUnavailableException failure) {
        waiters.forEach(waiter -> waiter.completion().failed(failure));
    }
}
