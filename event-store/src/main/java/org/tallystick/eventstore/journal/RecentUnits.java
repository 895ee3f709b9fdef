package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.tallystick.eventstore.RecordedUnit;

/**
 * The last units in memory, those that are not durable yet among them, so that what is at the head is neither read nor
 * decoded again. Bounded by events and by age; units that are not durable yet always stay.
 */
final class RecentUnits {
    /**
     * Read models are as far behind at most, with what follows them. What stayed longer would be copied by the collector of
     * young objects again and again, and then fill the heap.
     */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final int maxEvents;
    private final ConcurrentSkipListMap<Long, RecordedUnit> units = new ConcurrentSkipListMap<>();
    private final AtomicInteger events = new AtomicInteger();

    RecentUnits(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    void add(RecordedUnit unit) {
        units.put(unit.position(), unit);
        events.addAndGet(unit.events().size());
    }

    Optional<RecordedUnit> at(long position) {
        return Optional.ofNullable(units.get(position));
    }

    /** The unit that follows a position, if that very unit is here. */
    Optional<RecordedUnit> following(long position) {
        return Optional.ofNullable(units.higherEntry(position))
                .map(Map.Entry::getValue)
                .filter(unit -> unit.position() - unit.events().size() <= position);
    }

    void evict(long durable) {
        Map.Entry<Long, RecordedUnit> newest = units.lastEntry();
        if (newest == null) {
            return;
        }
        Instant recentFrom = newest.getValue().recordedAt().minus(LONGEST);
        Map.Entry<Long, RecordedUnit> oldest = units.firstEntry();
        while (oldest != null && oldest.getKey() <= durable && isSpare(oldest.getValue(), recentFrom)) {
            units.remove(oldest.getKey());
            events.addAndGet(-oldest.getValue().events().size());
            oldest = units.firstEntry();
        }
    }

    private boolean isSpare(RecordedUnit oldest, Instant recentFrom) {
        return events.get() > maxEvents || oldest.recordedAt().isBefore(recentFrom);
    }

    void clear() {
        units.clear();
        events.set(0);
    }
}
