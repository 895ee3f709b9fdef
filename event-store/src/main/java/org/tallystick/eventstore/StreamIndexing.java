package org.tallystick.eventstore;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the index of the store has to know of a domain. As it stands here, the index leads to the streams of events alone. */
public interface StreamIndexing {
    StreamIndexing PLAIN = new StreamIndexing() {};

    /** Names beside the streams of its events under which a unit is found again, such as that of an idempotency key. */
    default Collection<String> aliases(RecordedUnit unit) {
        return List.of();
    }

    /**
     * The alias of those units that told the whole state of an aggregate. Its first and last unit under that alias, and the
     * last one of the stream, are then all that is read to load it. Empty where all events of the stream are.
     */
    default Optional<String> states(String stream) {
        return Optional.empty();
    }

    /** From when on something is due for a stream, in microseconds since 1970, by the stream; null when nothing is any more. */
    default Map<String, @Nullable Long> dueTimes(RecordedUnit unit) {
        return Map.of();
    }

    /**
     * What stands between the scope of a stream and its identifier where identifiers may be ordered by time: 32 lower-case
     * hexadecimal digits, the first 12 of them milliseconds since 1970. Such streams are indexed in a sixth of the room.
     * Null where there are none.
     */
    default @Nullable String beforeTimeOrderedIds() {
        return null;
    }
}
