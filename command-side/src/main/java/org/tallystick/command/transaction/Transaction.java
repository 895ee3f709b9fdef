package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionStates;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.eventstore.SelectivelyCached;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/**
 * A transaction, posted at once or pending first. A pending one is posted, voided or expired exactly once; a posted one can
 * be reversed exactly once and stays posted. There are at most three events, so the state after each is kept: a repeated
 * command is answered with the state that its first sending led to.
 */
@Aggregate
public class Transaction implements SelectivelyCached {
    @AggregateIdentifier
    private String stream;

    private final List<TransactionEvent> events = new ArrayList<>(2);
    private final List<TransactionState> states = new ArrayList<>(2);

    protected Transaction() {}

    public Transaction(TransactionEvent created) {
        record(created);
    }

    /** Makes a decision that was taken happen. */
    final void record(TransactionEvent event) {
        AggregateLifecycle.apply(event);
    }

    /** One that is not is seldom asked for again. */
    @Override
    public boolean isWorthCaching() {
        return !states.isEmpty() && states.get(states.size() - 1).phase() == TransactionPhase.PENDING;
    }

    TransactionHistory history() {
        return new TransactionHistory(events, states);
    }

    @EventSourcingHandler
    void on(TransactionEvent event, @RecordedAt Instant recordedAt) {
        stream = event.stream();
        TransactionState before = states.isEmpty() ? null : states.get(states.size() - 1);
        states.add(TransactionStates.after(before, event, recordedAt));
        events.add(event);
    }
}
