package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.StandingOrderId;

/** Ends a standing order before its last date. What it has initiated goes on. */
public record EndStandingOrder(@RoutingKey StandingOrderId standingOrder) implements StandingOrderCommand {}
