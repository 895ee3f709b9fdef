package org.tallystick.benchmarks;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;

/** What the handlers ask of earlier commands, answered by Axon's storage engine. Nothing is ever repeated here. */
final class AxonUnits implements UnitLookup {
    private final EventStorageEngine engine;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    AxonUnits(EventStorageEngine engine) {
        this.engine = engine;
    }

    /** Streams never go away, so that only what is new is asked for. */
    @Override
    public boolean exists(String stream) {
        if (known.contains(stream)) {
            return true;
        }
        boolean exists = engine.lastSequenceNumberFor(stream).isPresent();
        if (exists) {
            known.add(stream);
        }
        return exists;
    }

    @Override
    public Optional<RecordedUnit> unitOf(String stream, long sequence) {
        return Optional.empty();
    }

    @Override
    public Optional<RecordedUnit> unitUnder(String alias) {
        return Optional.empty();
    }
}
