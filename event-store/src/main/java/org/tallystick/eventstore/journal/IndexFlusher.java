package org.tallystick.eventstore.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.H2StoreGuard;
import org.tallystick.storage.thread.SteadyThread;

/**
 * The thread {@code journal-index}: writes what gathered in the {@link IndexTail} behind the journal, and only for units that
 * are durable. It waits under the lock of {@link AppendedUnits}, and writes without it.
 */
final class IndexFlusher {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFlusher.class);
    private static final int MOST_FAILURES = 1;

    private final JournalSettings settings;
    private final AppendedUnits units;
    private final WriterRole role;
    private final WriterLease lease;
    private final H2StoreGuard file;
    private final IndexWriter writer;
    private final IndexTail tail;
    private final DurableHead head;
    private final SteadyThread thread = SteadyThread.vital("journal-index", this::writeNextBlock);
    private int failures;

    IndexFlusher(
            JournalSettings settings,
            AppendedUnits units,
            WriterRole role,
            WriterLease lease,
            H2StoreGuard file,
            IndexWriter writer,
            IndexTail tail,
            DurableHead head) {
        this.settings = settings;
        this.units = units;
        this.role = role;
        this.lease = lease;
        this.file = file;
        this.writer = writer;
        this.tail = tail;
        this.head = head;
    }

    void start() {
        thread.start();
    }

    private boolean writeNextBlock() throws SQLException, InterruptedException {
        try {
            Optional<IndexTail.Block> block = units.exclusively(this::awaitBlock);
            if (block.isPresent()) {
                write(block.get());
            }
            return !units.isClosing();
        } catch (Error e) {
            role.endForGood("the index cannot go on; start again", e);
            throw e;
        }
    }

    /** A block whose units are all durable; empty when there is nothing to write. */
    private Optional<IndexTail.Block> awaitBlock() throws InterruptedException {
        long began = System.nanoTime();
        while (!units.isClosing() && !settings.isIndexDue(tail.size(), System.nanoTime() - began)) {
            units.awaitIndexWork(settings.indexInterval());
        }
        return takeDurableBlock();
    }

    private Optional<IndexTail.Block> takeDurableBlock() {
        long current = units.generation();
        if (!units.isOpen() || tail.size() == 0) {
            return Optional.empty();
        }
        IndexTail.Block block = tail.takeGrowing();
        while (head.position() < block.upTo && units.generation() == current) {
            units.awaitStored();
        }
        return units.generation() == current ? Optional.of(block) : Optional.empty();
    }

    private void write(IndexTail.Block block) throws SQLException {
        try {
            if (writer.write(block, lease.epoch())) {
                tail.flushed();
                failures = 0;
                return;
            }
            LOG.warn("the index was not written up to position {}: the lease is lost", block.upTo);
            startOver(null);
        } catch (SQLException | RuntimeException e) {
            startOver(e);
            throw e;
        }
    }

    /**
     * Forgets what is in memory as soon as nothing is being written. A writer reads it from the journal again at once,
     * with what the failed block of the index held. An index that fails again ends writing until it can be made: else what
     * waits for it in memory would grow without end.
     *
     * @param failure null when the lease is lost
     */
    private void startOver(@Nullable Exception failure) {
        units.exclusively(() -> forgetWhenIdle(failure))
                .forEach(waiter -> waiter.completion().decideAgain());
    }

    private List<AppendedUnits.Waiter> forgetWhenIdle(@Nullable Exception failure) {
        while (units.isOpen() && !units.isAllStored()) {
            units.awaitStored();
        }
        if (!units.isOpen()) {
            return List.of();
        }
        if (failure == null) {
            role.endFenced();
            return List.of();
        }
        if (++failures > MOST_FAILURES || file.isClosed()) {
            role.end("the index cannot be written", failure);
            return List.of();
        }
        return role.startOver().affected();
    }

    /** Ends the thread, after the units were closed. */
    void close() {
        thread.close();
    }

    /** Writes what is left at the end. What fails then is read from the journal by the next start. */
    void writeRest() {
        try {
            Optional<IndexTail.Block> block = units.exclusively(this::takeDurableBlock);
            if (block.isPresent()) {
                write(block.get());
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warn("the index was not written at the end", e);
        }
    }
}
