package org.tallystick.command.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionVoided;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.storage.Micros;
import org.tallystick.values.LedgerName;

/**
 * A unit is found by the accounts whose whole state it tells, and by its idempotency key. Every event of an account tells its
 * counters, and some tell its whole state: the opening, the last of these and the last of all are its snapshot, which is as
 * durable as the journal and cannot differ from it. Holds are due when they expire.
 */
@Component
final class LedgerIndexing implements StreamIndexing {

    @Override
    public Collection<String> aliases(RecordedUnit unit) {
        List<String> aliases = new ArrayList<>();
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof AccountStateEvent state) {
                aliases.add(state.ledger().streamOfStates(state.address()));
            }
        }
        String key = unit.metadata().get(EventMetadata.IDEMPOTENCY_KEY);
        if (key != null) {
            DomainEvent first = (DomainEvent) unit.events().get(0).payload();
            aliases.add(first.ledger().streamOfKey(key));
        }
        return aliases;
    }

    @Override
    public Optional<String> states(String stream) {
        return LedgerName.statesOf(stream);
    }

    @Override
    public Map<String, Long> dueTimes(RecordedUnit unit) {
        Map<String, Long> expiries = Map.of();
        for (RecordedEvent event : unit.events()) {
            if (event.payload() instanceof TransactionHeld held && held.expiresAt() != null) {
                expiries = with(expiries, event.stream(), Micros.of(held.expiresAt()));
            } else if (event.payload() instanceof HeldTransactionPosted
                    || event.payload() instanceof TransactionVoided
                    || event.payload() instanceof TransactionExpired) {
                expiries = with(expiries, event.stream(), null);
            }
        }
        return expiries;
    }

    /** Most units hold nothing, and need no map of their own. */
    private static Map<String, Long> with(Map<String, Long> expiries, String stream, Long micros) {
        Map<String, Long> own = expiries.isEmpty() ? new HashMap<>() : expiries;
        own.put(stream, micros);
        return own;
    }

    @Override
    public String beforeTimeOrderedIds() {
        return LedgerName.TRANSACTIONS;
    }
}
