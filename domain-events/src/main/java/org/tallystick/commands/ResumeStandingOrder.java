package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.StandingOrderId;

/** Lets a standing order pay again. What fell into the pause is not made up for. */
public record ResumeStandingOrder(@RoutingKey StandingOrderId standingOrder) implements StandingOrderCommand {}
