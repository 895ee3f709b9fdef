package org.tallystick.eventstore;

import java.time.Instant;
import java.util.Map;

/**
 * An event as the store holds it.
 *
 * @param position its index in the whole store, from 1, dense and in commit order
 * @param sequence its index in its stream, from 0
 * @param recordedAt when it was recorded, in microseconds; never decreases with the position
 * @param metadata who and why; all events of one command share it
 */
public record RecordedEvent(
        long position, String stream, long sequence, Instant recordedAt, Object payload, Map<String, String> metadata) {

    /** The identifier of the event, stable over every reading. */
    public String identifier() {
        return identifierAt(position);
    }

    public static String identifierAt(long position) {
        return "event-" + position;
    }
}
