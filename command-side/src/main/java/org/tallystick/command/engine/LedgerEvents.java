package org.tallystick.command.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventType;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.EventTypes;
import tools.jackson.databind.ObjectMapper;

/** The events of the ledger as the store knows them. */
@Component
final class LedgerEvents implements EventTypes {
    private static final Map<EventType, StoredType> TYPES = new EnumMap<>(Arrays.stream(EventType.values())
            .collect(Collectors.toMap(
                    Function.identity(),
                    type -> new StoredType(type.logicalName(), type.revision(), type.payloadClass()))));

    @Override
    public StoredType of(Object payload) {
        return TYPES.get(EventType.of((DomainEvent) payload));
    }

    @Override
    public Optional<StoredType> named(String logicalName) {
        return EventType.named(logicalName).map(TYPES::get);
    }

    @Override
    public boolean tellStreams() {
        return true;
    }

    @Override
    public String streamOf(Object payload) {
        return ((DomainEvent) payload).stream();
    }

    @Override
    public ObjectMapper mapper() {
        return EventMappers.smile();
    }
}
