package org.tallystick.query.projection;

import java.util.List;
import java.util.Objects;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.RecordedEvent;

/**
 * Ends a batch where a unit of work ends, so that no read sees an account moved and the transaction that moved it not yet.
 * Only a unit larger than a whole batch is cut all the same.
 */
final class WholeUnits {
    private WholeUnits() {}

    /** The whole units that come after a position, in one batch. */
    static List<RecordedEvent> after(long position, EventLog log, int limit) {
        return of(log.read(position, limit), limit);
    }

    /** @param limit a batch of fewer events ends at the head, which is the end of a unit */
    static List<RecordedEvent> of(List<RecordedEvent> batch, int limit) {
        if (batch.size() < limit) {
            return batch;
        }
        String last = cause(batch.get(batch.size() - 1));
        int end = batch.size();
        while (end > 0 && last != null && Objects.equals(last, cause(batch.get(end - 1)))) {
            end--;
        }
        return end == 0 ? batch : batch.subList(0, end);
    }

    private static String cause(RecordedEvent event) {
        return event.metadata().get(EventMetadata.CAUSATION_ID);
    }
}
