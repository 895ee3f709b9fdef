package org.tallystick.command.transfer;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferStates;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.values.TransferState;

/**
 * Money on its way from one ledger to another: held in the first, posted in the second, posted in the first. A saga takes
 * these steps and records here how each ended, before the next one is taken; so at any time it follows from the events
 * what is still to be done or to be taken back. The first outcome of a step counts; a step that succeeded after it was
 * recorded as refused is taken back.
 */
@Aggregate
public class Transfer {
    @AggregateIdentifier
    private String stream;

    private TransferState initial;
    private TransferState state;

    protected Transfer() {}

    Transfer(TransferInitiated event, String actor) {
        record(event, actor);
    }

    /** Makes a decision that was taken happen. */
    final void record(TransferEvent event, String actor) {
        AggregateLifecycle.apply(event, MetaData.with(EventMetadata.ACTOR, actor));
    }

    /** As it was asked for. */
    TransferState initial() {
        return initial;
    }

    TransferState state() {
        return state;
    }

    @EventSourcingHandler
    void on(TransferEvent event, @RecordedAt Instant recordedAt, @MetaDataValue(EventMetadata.ACTOR) String actor) {
        stream = event.stream();
        state = TransferStates.after(state, event, recordedAt, actor);
        initial = initial == null ? state : initial;
    }
}
