package org.tallystick.command.payment;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;

/**
 * A payment out of a ledger over a rail. Clients initiate, approve, decline, cancel and resolve it; a saga records here how
 * each step in the ledger, in screening and at the rail ended. The first outcome of a step counts. What arrives late is
 * recorded all the same where it changes what has to be done, so that nothing stays held or paid without anybody knowing.
 */
@AggregateRoot
public class Payment {
    @AggregateIdentifier
    private String stream;

    private PaymentHistory history;

    protected Payment() {}

    Payment(PaymentInitiated event, Instant recordedAt, String actor) {
        record(event, recordedAt, actor);
    }

    /** Makes a decision that was taken happen. */
    final void record(PaymentEvent event, Instant recordedAt, String actor) {
        AggregateLifecycle.apply(
                event, MetaData.with(CommandMetadata.RECORDED_AT, recordedAt).and(EventMetadata.ACTOR, actor));
    }

    PaymentHistory history() {
        return history;
    }

    @EventSourcingHandler
    void on(
            PaymentEvent event,
            @MetaDataValue(CommandMetadata.RECORDED_AT) Instant recordedAt,
            @MetaDataValue(EventMetadata.ACTOR) String actor) {
        stream = event.stream();
        history = PaymentHistory.after(history, event, recordedAt, actor);
    }
}
