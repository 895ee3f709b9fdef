package org.tallystick.eventstore.journal;

import java.util.Optional;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;

/** Finds recorded units by way of the stream index. */
final class JournalUnitLookup implements UnitLookup {
    private final StreamReader streams;

    JournalUnitLookup(StreamReader streams) {
        this.streams = streams;
    }

    @Override
    public boolean exists(String stream) {
        return streams.exists(stream);
    }

    @Override
    public Optional<RecordedUnit> unitOf(String stream, long sequence) {
        for (long position : streams.positions(stream, 0)) {
            Optional<RecordedUnit> unit = streams.unitAt(position);
            if (unit.isPresent() && holds(unit.get(), stream, sequence)) {
                return unit;
            }
        }
        return Optional.empty();
    }

    private static boolean holds(RecordedUnit unit, String stream, long sequence) {
        return unit.events().stream()
                .anyMatch(
                        event -> event.sequence() == sequence && event.stream().equals(stream));
    }

    @Override
    public Optional<RecordedUnit> unitUnder(String alias) {
        long[] positions = streams.positions(alias, 0);
        return positions.length == 0 ? Optional.empty() : streams.unitAt(positions[0]);
    }
}
