package org.tallystick.eventstore.journal;

import java.time.Duration;
import org.tallystick.storage.Database;

/**
 * How the journal works.
 *
 * @param eventsWorthWriting so many events are written at once, even while a lane is about to append more
 * @param maxGroupEvents the most events that one write to the store may hold, unless a single unit has more
 * @param maxPendingEvents the most events that may wait to be written before a lane waits
 * @param maxUnindexed index entries in memory that make the index writer start at once
 * @param recentEvents how many of the last events stay in memory at most; older than half a second, they go with the next write
 * @param indexInterval the longest time between two writes of the index while few entries wait for it; five times as long
 *     while many do, since an entry costs the less the more of them there are for a stream
 * @param leaseValidity how long the lease of a silent writer lasts
 * @param writeAttempts how often a group is tried before it is given up
 */
public record JournalSettings(
        Durability durability,
        int eventsWorthWriting,
        int maxGroupEvents,
        int maxPendingEvents,
        int maxUnindexed,
        int recentEvents,
        Duration indexInterval,
        Duration leaseValidity,
        int writeAttempts) {

    /** Entries that cost next to nothing to write to the index, even if each is of another stream. */
    private static final int FEW_UNINDEXED = 2_000;

    private static final int INTERVALS_UNDER_LOAD = 5;

    private static final Duration ALONE = Duration.ofSeconds(10);
    private static final Duration BESIDE_OTHERS = Duration.ofSeconds(2);

    /**
     * What a server works with. An H2 file is open in one process, which sees what is not indexed yet; on PostgreSQL other
     * processes look through the journal for what is not indexed yet.
     */
    public static JournalSettings standard(Database database, Durability durability) {
        Duration indexInterval = database == Database.H2 ? ALONE : BESIDE_OTHERS;
        return new JournalSettings(
                durability, 200, 20_000, 100_000, 200_000, 20_000, indexInterval, Duration.ofSeconds(10), 4);
    }

    /** @param nanosSinceLast how long ago the index was written, or found to have everything */
    boolean isIndexDue(int unindexed, long nanosSinceLast) {
        int intervals = unindexed <= FEW_UNINDEXED ? 1 : INTERVALS_UNDER_LOAD;
        return unindexed >= maxUnindexed || nanosSinceLast >= intervals * indexInterval.toNanos();
    }
}
