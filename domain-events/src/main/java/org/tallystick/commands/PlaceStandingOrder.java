package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderId;

/** Asks for a payment on each date of a schedule; sent again with the same content it changes nothing. */
public record PlaceStandingOrder(@RoutingKey StandingOrderId standingOrder, StandingOrder order)
        implements StandingOrderCommand {}
