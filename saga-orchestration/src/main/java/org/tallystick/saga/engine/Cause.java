package org.tallystick.saga.engine;

import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.tallystick.events.EventMetadata;

/** The event that makes a saga do something, and the flow that it belongs to. */
public record Cause(String event, String requestId, String correlationId) {

    public static Cause of(EventMessage<?> event) {
        MetaData metadata = event.getMetaData();
        return new Cause(
                event.getIdentifier(),
                text(metadata.get(EventMetadata.REQUEST_ID)),
                text(metadata.get(EventMetadata.CORRELATION_ID)));
    }

    private static String text(Object value) {
        return value == null ? "unknown" : value.toString();
    }

    public Map<String, String> metadata(String actor) {
        return Map.of(
                EventMetadata.ACTOR, actor,
                EventMetadata.REQUEST_ID, requestId,
                EventMetadata.CORRELATION_ID, correlationId,
                EventMetadata.TRIGGERED_BY, event);
    }
}
