package org.tallystick.command.journal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The last units in memory, those that are not durable yet among them, so that what is at the head is neither read nor
 * decoded again. Bounded by events; units that are not durable yet always stay.
 */
final class RecentUnits {
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
        while (events.get() > maxEvents) {
            Map.Entry<Long, RecordedUnit> oldest = units.firstEntry();
            if (oldest == null || oldest.getKey() > durable) {
                return;
            }
            units.remove(oldest.getKey());
            events.addAndGet(-oldest.getValue().events().size());
        }
    }

    void clear() {
        units.clear();
        events.set(0);
    }
}
