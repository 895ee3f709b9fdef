package org.tallystick.app.verification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/** All events that can be read, in their order; what is damaged is told and passed over. */
final class ReadableEvents {
    private static final int BATCH = 10_000;

    private final EventLog log;
    private final Consumer<String> differ;
    private final TreeMap<Long, Long> damage = new TreeMap<>();
    private long position;
    private int portion = BATCH;

    ReadableEvents(EventLog log, Consumer<String> differ) {
        this.log = log;
        this.differ = differ;
    }

    /** The next of them, without gaps; empty at the end. Smaller and smaller portions lead to what is damaged. */
    List<RecordedEvent> next() {
        while (true) {
            try {
                List<RecordedEvent> events = log.read(position, portion);
                position += events.size();
                portion = Math.min(BATCH, 2 * portion);
                return events;
            } catch (DamagedEventsException e) {
                if (portion == 1) {
                    passOver(e);
                } else {
                    portion /= 2;
                }
            }
        }
    }

    private void passOver(DamagedEventsException e) {
        long first = position + 1;
        position = Math.max(first, e.last());
        differ.accept("events " + first + " to " + position + ": " + e.getMessage());
        Map.Entry<Long, Long> before = damage.lastEntry();
        boolean adjacent = before != null && before.getValue() == first - 1;
        damage.put(adjacent ? before.getKey() : first, position);
    }

    /** Whether every event so far could be read. */
    boolean complete() {
        return damage.isEmpty();
    }

    /** What could not be read so far: from each position to another. */
    Map<Long, Long> damage() {
        return Collections.unmodifiableMap(damage);
    }

    boolean isDamaged(long at) {
        Map.Entry<Long, Long> range = damage.floorEntry(at);
        return range != null && range.getValue() >= at;
    }
}
