package org.tallystick.eventstore.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.tallystick.eventstore.RecordedUnit;

/**
 * Units that were read from the store a short while ago. A unit of a batch holds the events of many streams; without this
 * each of those streams would decode it again. Bounded by events; the least recently used go first.
 */
final class DecodedUnits {
    private final int maxEvents;
    private final Map<Long, RecordedUnit> byPosition = new LinkedHashMap<>(256, 0.75f, true);
    private int events;

    DecodedUnits(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    synchronized Optional<RecordedUnit> at(long position) {
        return Optional.ofNullable(byPosition.get(position));
    }

    synchronized void add(RecordedUnit unit) {
        if (byPosition.put(unit.position(), unit) == null) {
            events += unit.events().size();
        }
        var eldest = byPosition.values().iterator();
        while (events > maxEvents && eldest.hasNext()) {
            events -= eldest.next().events().size();
            eldest.remove();
        }
    }
}
