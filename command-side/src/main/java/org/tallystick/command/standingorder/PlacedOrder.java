package org.tallystick.command.standingorder;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.tallystick.commands.CommandMetadata;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.values.StandingOrderState;

/**
 * A standing order. Its content never changes; it can be paused and resumed. For each date of its schedule, in their order,
 * it is recorded that the payment of that date was initiated or could not be; only then the next date comes.
 */
@AggregateRoot
public class PlacedOrder {
    @AggregateIdentifier
    private String stream;

    private StandingOrderState state;

    protected PlacedOrder() {}

    PlacedOrder(StandingOrderPlaced event, Instant recordedAt) {
        record(event, recordedAt);
    }

    /** Makes a decision that was taken happen. */
    final void record(StandingOrderEvent event, Instant recordedAt) {
        AggregateLifecycle.apply(event, MetaData.with(CommandMetadata.RECORDED_AT, recordedAt));
    }

    StandingOrderState state() {
        return state;
    }

    @EventSourcingHandler
    void on(StandingOrderEvent event, @MetaDataValue(CommandMetadata.RECORDED_AT) Instant recordedAt) {
        stream = event.stream();
        state = StandingOrderStates.after(state, event, recordedAt);
    }
}
