package org.tallystick.benchmarks;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.tallystick.command.journal.RecordedUnit;
import org.tallystick.command.journal.RecordedUnits;
import org.tallystick.values.LedgerName;

/** What the handlers ask of earlier commands, answered by Axon's storage engine. Nothing is ever repeated here. */
final class AxonUnits implements RecordedUnits {
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
    public Optional<RecordedUnit> unitOfKey(LedgerName ledger, String keyDigest) {
        return Optional.empty();
    }
}
