package org.tallystick.saga.payment;

import java.util.Map;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.tallystick.events.EventMetadata;

/** The event that makes a saga do something, and the flow that it belongs to. */
record Cause(String event, String requestId, String correlationId) {

    static Cause of(EventMessage<?> event) {
        MetaData metadata = event.getMetaData();
        return new Cause(
                event.getIdentifier(),
                text(metadata.get(EventMetadata.REQUEST_ID)),
                text(metadata.get(EventMetadata.CORRELATION_ID)));
    }

    private static String text(Object value) {
        return value == null ? "unknown" : value.toString();
    }

    Map<String, String> metadata(String actor) {
        return Map.of(
                EventMetadata.ACTOR, actor,
                EventMetadata.REQUEST_ID, requestId,
                EventMetadata.CORRELATION_ID, correlationId,
                EventMetadata.TRIGGERED_BY, event);
    }
}
