package org.tallystick.eventstore.journal;

import java.sql.SQLException;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.StreamIndexing;

/** Brings the memory of a writer in line with the store: the head, and what is in the journal but not in the index yet. */
final class Recovery {
    /** What is kept in memory for the index, in multiples of what waits there usually. */
    private static final int AT_ONCE = 2;

    private final JournalSettings settings;
    private final AppendedUnits units;
    private final WriterLease lease;
    private final JournalTable table;
    private final JournalWriter writer;
    private final StreamIndexTable index;
    private final IndexWriter indexWriter;
    private final UnitCodec codec;
    private final StreamIndexing indexing;
    private final IndexTail tail;
    private final RecentUnits recent;

    Recovery(
            JournalSettings settings,
            AppendedUnits units,
            WriterLease lease,
            JournalTable table,
            JournalWriter writer,
            StreamIndexTable index,
            IndexWriter indexWriter,
            UnitCodec codec,
            StreamIndexing indexing,
            IndexTail tail,
            RecentUnits recent) {
        this.settings = settings;
        this.units = units;
        this.lease = lease;
        this.table = table;
        this.writer = writer;
        this.index = index;
        this.indexWriter = indexWriter;
        this.codec = codec;
        this.indexing = indexing;
        this.tail = tail;
        this.recent = recent;
    }

    /**
     * Under the lock of the units. All that is stored is durable then, and units are taken again, in a new generation.
     *
     * @throws UnsyncedException when what is stored may not survive a loss of power
     */
    void run() throws SQLException {
        writer.confirm();
        tail.clear();
        recent.clear();
        long stored = table.head();
        long position = index.progress();
        while (position < stored) {
            for (JournalRow row : table.rowsAfter(position, settings.maxGroupEvents())) {
                RecordedUnit unit = codec.decode(row);
                tail.add(IndexedUnit.of(unit, indexing));
                position = unit.position();
            }
            if (tail.size() > AT_ONCE * settings.maxUnindexed()) {
                writeIndex();
            }
        }
        units.openAt(stored, table.lastRecordedAtMicros().orElse(0));
        tail.setComplete();
    }

    /** An index that is made again from all of the journal has no room in memory at once. */
    private void writeIndex() throws SQLException {
        IndexTail.Block block = tail.takeGrowing();
        if (!lease.renew() || !indexWriter.write(block, lease.epoch())) {
            throw new StoreUnavailableException("the lease was lost while the index was made again", null);
        }
        tail.flushed();
    }
}
