package org.tallystick.answers;

import java.time.Instant;
import java.util.Map;
import org.tallystick.values.Position;
import tools.jackson.databind.JsonNode;

/**
 * An event as it is stored.
 *
 * @param stream what it happened to, such as {@code main/t/order-1}
 * @param sequence its place in its stream, from 0 on
 * @param type what kind of event it is, such as {@code transaction-posted}
 * @param revision of the form of its payload
 * @param metadata who caused it and why: {@code actor}, {@code requestId}, {@code correlationId} and others
 * @param payload what happened, in the form of its type
 */
public record StoredEvent(
        Position position,
        String stream,
        long sequence,
        String type,
        int revision,
        Instant recordedAt,
        Map<String, String> metadata,
        JsonNode payload) {}
