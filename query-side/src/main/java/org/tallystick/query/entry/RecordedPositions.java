package org.tallystick.query.entry;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.tallystick.eventstore.EventLog;

/** How far the events went at a moment. Recorded times never decrease, so that a search by halves finds it. */
@Component
public final class RecordedPositions {
    private final EventLog log;

    public RecordedPositions(EventLog log) {
        this.log = log;
    }

    /** The last position recorded at the instant or before. */
    public long at(Instant instant) {
        long low = 0;
        long high = log.head();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (log.read(middle - 1, 1).get(0).recordedAt().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** The last position recorded before the instant. */
    public long before(Instant instant) {
        return at(instant.minusNanos(1_000));
    }
}
