package org.tallystick.command.payment;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.eventstore.RecordedAt;

/**
 * A payment out of a ledger over a rail. Clients initiate, approve, decline, cancel and resolve it; a saga records here how
 * each step in the ledger, in screening and at the rail ended. The first outcome of a step counts. What arrives late is
 * recorded all the same where it changes what has to be done, so that nothing stays held or paid without anybody knowing.
 */
@Aggregate
public class Payment {
    @AggregateIdentifier
    private String stream;

    private PaymentHistory history;

    protected Payment() {}

    /** @param requestId what the command came with; null where nothing is told */
    Payment(PaymentInitiated event, String actor, String requestId) {
        AggregateLifecycle.apply(
                event, MetaData.with(EventMetadata.ACTOR, actor).and(EventMetadata.REQUEST_ID, requestId));
    }

    /** Makes a decision that was taken happen. */
    final void record(PaymentEvent event, String actor) {
        AggregateLifecycle.apply(event, MetaData.with(EventMetadata.ACTOR, actor));
    }

    PaymentHistory history() {
        return history;
    }

    @EventSourcingHandler
    void on(
            PaymentEvent event,
            @RecordedAt Instant recordedAt,
            @MetaDataValue(EventMetadata.ACTOR) String actor,
            @MetaDataValue(EventMetadata.REQUEST_ID) String requestId) {
        stream = event.stream();
        history = PaymentHistory.after(history, event, recordedAt, actor, requestId);
    }
}
