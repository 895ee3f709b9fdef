package org.tallystick.query.event;

import org.tallystick.answers.StoredEvent;
import org.tallystick.events.EventType;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.Position;

/** What clients are answered of events: the payload is the tree that is stored. */
final class StoredEvents {
    private StoredEvents() {}

    static StoredEvent answer(RecordedEvent event) {
        EventType type = EventType.of(event.payload());
        return new StoredEvent(
                new Position(event.position()),
                event.stream(),
                event.sequence(),
                type.logicalName(),
                type.revision(),
                event.recordedAt(),
                event.metadata(),
                EventMappers.json().valueToTree(event.payload()));
    }
}
