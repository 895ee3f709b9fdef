package org.tallystick.eventstore.journal;

import org.tallystick.storage.thread.ThreadWatch;

/** What the journal has done, and has to do: read without its locks, by whoever looks. */
public final class JournalFigures {
    public static final String THREAD = "journal";

    private final Journal journal;
    private final AppendedUnits units;
    private final IndexTail unindexed;
    private final JournalWriter writer;
    private volatile long writes;

    JournalFigures(Journal journal, AppendedUnits units, IndexTail unindexed, JournalWriter writer) {
        this.journal = journal;
        this.units = units;
        this.unindexed = unindexed;
        this.writer = writer;
        journal.afterEachWrite(this::written);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread
    private void written(long nanos) {
        writes++;
    }

    /** Events that were appended and are not stored yet. */
    public int pendingEvents() {
        return units.pendingEvents();
    }

    /** Entries in memory that the stream index lacks. */
    public int unindexedEntries() {
        return unindexed.size();
    }

    /** How often H2 was told to sync. */
    public long syncs() {
        return writer.syncs();
    }

    public long syncNanos() {
        return writer.syncNanos();
    }

    /** The thread that writes, while a write is under way or about to be. */
    public ThreadWatch.Vital vital() {
        return new ThreadWatch.Vital(THREAD, journal::isWriting, thread -> writes);
    }
}
