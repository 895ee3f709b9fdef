package org.tallystick.query.entry;

import org.jspecify.annotations.Nullable;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.RecordedEvent;

/** Who moved an account, and by which request; null what the event does not tell. */
public record EntryOrigin(@Nullable String actor, @Nullable String requestId) {
    public static EntryOrigin of(RecordedEvent event) {
        return new EntryOrigin(
                event.metadata().get(EventMetadata.ACTOR), event.metadata().get(EventMetadata.REQUEST_ID));
    }
}
