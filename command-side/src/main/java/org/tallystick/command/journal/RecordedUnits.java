package org.tallystick.command.journal;

import java.util.Optional;
import org.axonframework.messaging.MetaData;
import org.tallystick.events.EventMetadata;
import org.tallystick.values.LedgerName;

/**
 * Finds what earlier commands stored, so that a repetition is answered with the original result. Sees everything that the
 * commands before on the same lane have appended, whether it is durable yet or not.
 */
public interface RecordedUnits {

    /** Whether a stream has any event. Cheap for the streams of new transactions: no exception, no loading. */
    boolean exists(String stream);

    /** The unit of work that stored the event with this sequence number in this stream, if there is one. */
    Optional<RecordedUnit> unitOf(String stream, long sequence);

    /** The unit of work that was stored with this digest of an idempotency key and its scope, if there is one. */
    Optional<RecordedUnit> unitOfKey(LedgerName ledger, String keyDigest);

    /** What the idempotency key among the metadata of a command has stored before; empty, too, without a key. */
    default Optional<RecordedUnit> unitOfKey(LedgerName ledger, MetaData metadata) {
        Object key = metadata.get(EventMetadata.IDEMPOTENCY_KEY);
        return key == null ? Optional.empty() : unitOfKey(ledger, key.toString());
    }
}
