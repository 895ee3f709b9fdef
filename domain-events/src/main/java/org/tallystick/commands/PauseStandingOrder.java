package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.StandingOrderId;

/** Lets the dates of a standing order pass without a payment. */
public record PauseStandingOrder(@RoutingKey StandingOrderId standingOrder) implements StandingOrderCommand {}
