package org.tallystick.command.journal;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.Micros;

/**
 * A unit of work on its way into the journal, with what the index has to learn from it.
 *
 * @param streams the streams that lead to this unit: those of its events, those of the states of accounts that it changed,
 *     and its idempotency key
 */
record AppendedUnit(RecordedUnit unit, List<String> streams) {

    static AppendedUnit of(RecordedUnit unit) {
        return new AppendedUnit(unit, streamsOf(unit));
    }

    long position() {
        return unit.position();
    }

    private static List<String> streamsOf(RecordedUnit unit) {
        List<String> streams = new ArrayList<>(unit.events().size() + 1);
        String previous = null;
        for (RecordedEvent event : unit.events()) {
            if (!event.stream().equals(previous)) {
                streams.add(event.stream());
                previous = event.stream();
            }
            if (event.payload() instanceof AccountStateEvent state) {
                streams.add(state.ledger().streamOfStates(state.address()));
            }
        }
        String key = unit.metadata().get(EventMetadata.IDEMPOTENCY_KEY);
        if (key != null) {
            streams.add(unit.events().get(0).payload().ledger().streamOfKey(key));
        }
        return streams;
    }

    List<HoldChange> holdChanges() {
        List<HoldChange> changes = new ArrayList<>();
        for (RecordedEvent event : unit.events()) {
            DomainEvent payload = event.payload();
            if (payload instanceof TransactionHeld held && held.expiresAt() != null) {
                changes.add(new HoldChange(event.stream(), Micros.of(held.expiresAt())));
            } else if (payload instanceof HeldTransactionPosted
                    || payload instanceof TransactionVoided
                    || payload instanceof TransactionExpired) {
                changes.add(new HoldChange(event.stream(), null));
            }
        }
        return changes;
    }

    /** A hold began to have an end, or (null) is over. */
    record HoldChange(String stream, Long expiresAtMicros) {}
}
