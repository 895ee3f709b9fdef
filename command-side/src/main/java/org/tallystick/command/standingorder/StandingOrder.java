package org.tallystick.command.standingorder;

import java.time.Instant;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.StandingOrderEvent;
import org.tallystick.events.StandingOrderPlaced;
import org.tallystick.events.StandingOrderStates;
import org.tallystick.eventstore.CacheSize;
import org.tallystick.eventstore.RecordedAt;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/**
 * A standing order. It can be changed, paused and resumed, until it ends, by its last date or because somebody ends it. For
 * each date of its schedule, in their order, it is recorded that the payment of that date was initiated or could not be; only
 * then the next date comes.
 */
@Aggregate
@CacheSize(10_000)
public class StandingOrder {
    @AggregateIdentifier
    private String stream;

    private StandingOrderState state;
    /** What a repeat of its placing is compared with. */
    private StandingOrderTerms placed;

    protected StandingOrder() {}

    StandingOrder(StandingOrderPlaced event, String actor) {
        record(event, actor);
    }

    /** Makes a decision that was taken happen. */
    final void record(StandingOrderEvent event, String actor) {
        AggregateLifecycle.apply(event, MetaData.with(EventMetadata.ACTOR, actor));
    }

    StandingOrderState state() {
        return state;
    }

    StandingOrderTerms placed() {
        return placed;
    }

    @EventSourcingHandler
    void on(
            StandingOrderEvent event,
            @RecordedAt Instant recordedAt,
            @MetaDataValue(EventMetadata.ACTOR) String actor) {
        stream = event.stream();
        state = StandingOrderStates.after(state, event, recordedAt, actor);
        placed = placed == null ? state.order() : placed;
    }
}
