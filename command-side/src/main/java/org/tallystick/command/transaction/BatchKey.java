package org.tallystick.command.transaction;

import org.axonframework.messaging.MetaData;
import org.tallystick.command.engine.IdempotencyKeys;
import org.tallystick.commands.NewTransaction;
import org.tallystick.commands.PostBatch;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.values.TransactionId;

/**
 * The idempotency key of a batch. Naming an identifier is other content than naming none, so a line must not be stored
 * once under the identifier that the key derives and once more under one of its own.
 *
 * @param namedBefore whether all that the key has stored with these lines before was named by the client
 */
record BatchKey(PostBatch batch, boolean namedBefore, UnitLookup units) {

    static BatchKey of(PostBatch batch, MetaData metadata, IdempotencyKeys keys, UnitLookup units) {
        boolean namedBefore = keys.earlier(batch.ledger(), metadata)
                .filter(BatchKey::allNamed)
                .isPresent();
        return new BatchKey(batch, namedBefore, units);
    }

    private static boolean allNamed(RecordedUnit unit) {
        return unit.events().stream()
                .noneMatch(event -> event.payload() instanceof TransactionEvent happened
                        && happened.transaction().isDerived());
    }

    /** Whether the line was stored before in the other way. */
    boolean usedOtherwise(NewTransaction line) {
        TransactionId derived = batch.derivedByKey().get(line.transaction());
        if (derived != null) {
            return units.exists(batch.ledger().streamOf(derived));
        }
        return namedBefore
                && line.transaction().isDerived()
                && !units.exists(batch.ledger().streamOf(line.transaction()));
    }
}
