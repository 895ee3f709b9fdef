package org.tallystick.eventstore;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All events that one command stored, in their order.
 *
 * @param position the position of the last of them
 */
public record RecordedUnit(
        long position, Instant recordedAt, Map<String, String> metadata, List<RecordedEvent> events) {}
