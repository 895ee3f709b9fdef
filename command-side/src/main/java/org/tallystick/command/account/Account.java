package org.tallystick.command.account;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountEvent;
import org.tallystick.events.AccountOpened;
import org.tallystick.events.AccountStateEvent;
import org.tallystick.eventstore.CacheSize;
import org.tallystick.values.AccountState;

/**
 * An account of one asset. Opened once; open and frozen alternate; closed is final. Its four counters never go below zero,
 * and every event tells them as they are after it, so that it is loaded from a few of its events: its opening, the last
 * change of its state and its last event. What it was opened with is kept for comparison.
 */
@Aggregate
@CacheSize(100_000)
public class Account {
    @AggregateIdentifier
    private String stream;

    private AccountState opened;
    private AccountState state;

    protected Account() {}

    public Account(AccountOpened event) {
        record(event);
    }

    /** Makes a decision that was taken happen. */
    public final void record(AccountEvent event) {
        AggregateLifecycle.apply(event);
    }

    public AccountState state() {
        return state;
    }

    AccountState opened() {
        return opened;
    }

    @EventSourcingHandler
    void on(AccountStateEvent event) {
        if (event instanceof AccountOpened) {
            stream = event.stream();
            opened = event.state();
        }
        state = event.state();
    }

    @EventSourcingHandler
    void on(AccountEntry event) {
        state = state.withCounters(event.counters());
    }
}
