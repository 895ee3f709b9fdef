package org.tallystick.command.ledger;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.LedgerChanged;
import org.tallystick.events.LedgerCreated;
import org.tallystick.events.LedgerEvent;
import org.tallystick.eventstore.CacheSize;
import org.tallystick.values.LedgerState;

/** A named book. Created once, changed at will, never deleted; what it was created with is kept for comparison. */
@Aggregate
@CacheSize(2_000)
public class Ledger {
    @AggregateIdentifier
    private String stream;

    private LedgerState created;
    private LedgerState state;

    protected Ledger() {}

    public Ledger(LedgerCreated event) {
        record(event);
    }

    /** Makes a decision that was taken happen. */
    public final void record(LedgerEvent event) {
        AggregateLifecycle.apply(event);
    }

    public LedgerState state() {
        return state;
    }

    LedgerState created() {
        return created;
    }

    @EventSourcingHandler
    void on(LedgerCreated event) {
        stream = event.stream();
        created = event.state();
        state = event.state();
    }

    @EventSourcingHandler
    void on(LedgerChanged event) {
        state = event.state();
    }
}
