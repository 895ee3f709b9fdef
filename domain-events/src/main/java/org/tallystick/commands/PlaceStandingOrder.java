package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderTerms;

/**
 * Asks for a payment on each date of a schedule; sent again with the same content it changes nothing.
 *
 * @param catchUp that it shall pay for dates that have passed when it is placed, all at once; not part of its content
 */
public record PlaceStandingOrder(@RoutingKey StandingOrderId standingOrder, StandingOrderTerms order, boolean catchUp)
        implements StandingOrderCommand {}
