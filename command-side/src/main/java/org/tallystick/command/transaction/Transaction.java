package org.tallystick.command.transaction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionStates;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;

/**
 * A transaction, posted at once or pending first. A pending one is posted, voided or expired exactly once; a posted one can
 * be reversed exactly once and stays posted. There are at most three events, so the state after each is kept: a repeated
 * command is answered with the state that its first sending led to.
 */
@AggregateRoot
public class Transaction {
    @AggregateIdentifier
    private String stream;

    private final List<TransactionEvent> events = new ArrayList<>(2);
    private final List<TransactionState> states = new ArrayList<>(2);

    protected Transaction() {}

    public Transaction(TransactionEvent created, Instant recordedAt) {
        record(created, recordedAt);
    }

    /** Makes a decision that was taken happen. */
    final void record(TransactionEvent event, Instant recordedAt) {
        AggregateLifecycle.apply(event, MetaData.with(CommandMetadata.RECORDED_AT, recordedAt));
    }

    /** One that is not is seldom asked for again. */
    public boolean isPending() {
        return !states.isEmpty() && states.get(states.size() - 1).phase() == TransactionPhase.PENDING;
    }

    TransactionHistory history() {
        return new TransactionHistory(events, states);
    }

    @EventSourcingHandler
    void on(TransactionEvent event, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant recordedAt) {
        stream = event.stream();
        TransactionState before = states.isEmpty() ? null : states.get(states.size() - 1);
        states.add(TransactionStates.after(before, event, recordedAt));
        events.add(event);
    }
}
