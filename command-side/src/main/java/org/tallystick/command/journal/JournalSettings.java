package org.tallystick.command.journal;

import java.time.Duration;

/**
 * How the journal works.
 *
 * @param eventsWorthWriting so many events are written at once, even while a lane is about to append more
 * @param maxGroupEvents the most events that one write to the store may hold, unless a single unit has more
 * @param maxPendingEvents the most events that may wait to be written before a lane waits
 * @param maxUnindexed index entries in memory that make the index writer start at once
 * @param recentEvents how many of the last events stay in memory
 * @param indexInterval the longest time between two writes of the index
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

    private static final Duration ALONE = Duration.ofSeconds(10);
    private static final Duration BESIDE_OTHERS = Duration.ofSeconds(2);

    /**
     * What a server works with. An H2 file is open in one process, which sees what is not indexed yet; on PostgreSQL other
     * processes read streams as far as the index has come.
     */
    public static JournalSettings standard(Database database, Durability durability) {
        Duration indexInterval = database == Database.H2 ? ALONE : BESIDE_OTHERS;
        return new JournalSettings(
                durability, 200, 20_000, 100_000, 100_000, 20_000, indexInterval, Duration.ofSeconds(10), 4);
    }
}
