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

    public static JournalSettings standard(Durability durability) {
        return new JournalSettings(
                durability, 200, 20_000, 100_000, 100_000, 20_000, Duration.ofSeconds(2), Duration.ofSeconds(10), 4);
    }
}
