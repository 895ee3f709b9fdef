package org.tallystick.query.event;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.tallystick.api.Parameters;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.EventType;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.LedgerName;

/**
 * Which stored events are wanted.
 *
 * @param stream null for those of all
 * @param filter null for every event
 */
record EventFilter(String stream, Predicate<RecordedEvent> filter) {
    /** By {@code stream}, {@code ledger}, {@code type}, {@code actor} and {@code correlation}. */
    static EventFilter of(Parameters parameters) {
        LedgerName ledger = parameters.optional("ledger", LedgerName::new);
        Set<EventType> types = parameters.optional("type", EventFilter::types);
        Predicate<RecordedEvent> filter = both(
                ledger == null
                        ? null
                        : event -> ((DomainEvent) event.payload()).ledger().equals(ledger),
                types == null ? null : event -> types.contains(EventType.of(event.payload())));
        filter = both(filter, metadata(EventMetadata.ACTOR, parameters.text("actor")));
        filter = both(filter, metadata(EventMetadata.CORRELATION_ID, parameters.text("correlation")));
        return new EventFilter(parameters.text("stream"), filter);
    }

    private static Predicate<RecordedEvent> both(Predicate<RecordedEvent> one, Predicate<RecordedEvent> other) {
        return one == null || other == null ? (one == null ? other : one) : one.and(other);
    }

    private static Predicate<RecordedEvent> metadata(String name, String wanted) {
        return wanted == null ? null : event -> wanted.equals(event.metadata().get(name));
    }

    private static Set<EventType> types(String list) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : list.split(",", -1)) {
            types.add(EventType.named(name)
                    .orElseThrow(() -> new InvalidValueException(
                            "must be the names of event types, such as transaction-posted,transaction-held")));
        }
        return types;
    }
}
