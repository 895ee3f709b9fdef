package org.tallystick.values;

import java.time.Instant;
import java.util.Map;

/**
 * All that is known of a ledger after an event.
 *
 * @param name what people call it
 * @param lockedBefore an earlier business time is closed; null when nothing is
 */
public record LedgerState(String name, Map<String, String> metadata, Instant lockedBefore) {
    public LedgerState {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
