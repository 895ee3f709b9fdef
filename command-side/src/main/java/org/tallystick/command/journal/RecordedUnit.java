package org.tallystick.command.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.events.RecordedEvent;

/**
 * All events that one command stored, in their order.
 *
 * @param position the position of the last of them
 */
public record RecordedUnit(
        long position, Instant recordedAt, Map<String, String> metadata, List<RecordedEvent> events) {}
