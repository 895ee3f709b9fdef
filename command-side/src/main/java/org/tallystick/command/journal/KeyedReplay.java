package org.tallystick.command.journal;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.axonframework.messaging.MetaData;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.Rejection;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.LedgerName;

/** Answers a command whose idempotency key took effect before with what it was answered then. */
public final class KeyedReplay {
    private final Optional<RecordedUnit> earlier;
    private final Object contentDigest;

    private KeyedReplay(Optional<RecordedUnit> earlier, Object contentDigest) {
        this.earlier = earlier;
        this.contentDigest = contentDigest;
    }

    /** Looks the key of a command up; a command without one has no earlier unit. */
    public static KeyedReplay of(RecordedUnits units, LedgerName ledger, MetaData metadata) {
        Object key = metadata.get(EventMetadata.IDEMPOTENCY_KEY);
        return new KeyedReplay(
                key == null ? Optional.empty() : units.unitOfKey(ledger, key.toString()),
                metadata.get(EventMetadata.CONTENT_DIGEST));
    }

    /**
     * @param otherContent the rejection when the key was used with other content
     * @param original builds the original answer from its unit
     * @param decide what to do when the key is new
     */
    public <R> Outcome<R> orElse(
            Rejection otherContent, Function<RecordedUnit, Optional<R>> original, Supplier<Outcome<R>> decide) {
        if (earlier.isEmpty()) {
            return decide.get();
        }
        RecordedUnit unit = earlier.get();
        boolean sameContent =
                unit.metadata().getOrDefault(EventMetadata.CONTENT_DIGEST, "").equals(contentDigest);
        return original.apply(unit)
                .filter(found -> sameContent)
                .map(found -> Outcome.replayed(found, unit.position()))
                .orElseGet(() -> Outcome.rejected(
                        otherContent, "The idempotency key was used before with other content.", Map.of()));
    }
}
