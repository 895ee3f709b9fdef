package org.tallystick.command.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;
import org.tallystick.commands.CommandType;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.UnitCorrelation;

/** Who sent a command and why, which is stored with its events. */
@Component
final class LedgerCorrelation implements UnitCorrelation {
    private static final List<String> KEPT = List.of(
            EventMetadata.ACTOR,
            EventMetadata.REQUEST_ID,
            EventMetadata.CORRELATION_ID,
            EventMetadata.IDEMPOTENCY_KEY,
            EventMetadata.TRIGGERED_BY);

    /** Of a command alone. Whoever sends one because of an event says himself in whose name, and under which key. */
    @Override
    public Map<String, ?> correlationDataFor(Message<?> cause) {
        if (!(cause instanceof CommandMessage<?>)) {
            return Map.of();
        }
        Map<String, Object> stored = new LinkedHashMap<>(8);
        for (String key : KEPT) {
            Object value = cause.getMetaData().get(key);
            if (value != null) {
                stored.put(key, value);
            }
        }
        stored.putIfAbsent(EventMetadata.CORRELATION_ID, cause.getIdentifier());
        stored.put(EventMetadata.CAUSATION_ID, cause.getIdentifier());
        stored.put(EventMetadata.COMMAND, CommandType.of(cause.getPayloadType()).logicalName());
        return stored;
    }
}
