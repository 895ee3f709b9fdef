package org.tallystick.events;

import org.tallystick.values.StandingOrderId;

/** Something that happened to a standing order. */
public sealed interface StandingOrderEvent extends DomainEvent
        permits StandingOrderPlaced,
                StandingOrderChanged,
                StandingOrderPaused,
                StandingOrderResumed,
                StandingOrderRan,
                StandingOrderEnded {

    StandingOrderId standingOrder();

    @Override
    default String stream() {
        return standingOrder().stream();
    }
}
