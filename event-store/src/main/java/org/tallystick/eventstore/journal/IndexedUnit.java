package org.tallystick.eventstore.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.StreamIndexing;

/**
 * A unit of work on its way into the journal, with what the index has to learn from it.
 *
 * @param streams the streams and aliases that lead to this unit
 * @param dueTimes from when on something is due, in microseconds, by stream; null when nothing is any more
 */
record IndexedUnit(RecordedUnit unit, List<String> streams, Map<String, @Nullable Long> dueTimes) {

    static IndexedUnit of(RecordedUnit unit, StreamIndexing indexing) {
        return new IndexedUnit(unit, streamsOf(unit, indexing), indexing.dueTimes(unit));
    }

    long position() {
        return unit.position();
    }

    private static List<String> streamsOf(RecordedUnit unit, StreamIndexing indexing) {
        List<String> streams = new ArrayList<>(unit.events().size() + 1);
        @Nullable String previous = null;
        for (RecordedEvent event : unit.events()) {
            if (!event.stream().equals(previous)) {
                streams.add(event.stream());
                previous = event.stream();
            }
        }
        streams.addAll(indexing.aliases(unit));
        return streams;
    }
}
