package org.tallystick.commands;

import org.tallystick.values.StandingOrderId;

/** A command to one standing order, which is the unit of routing. */
public interface StandingOrderCommand extends RoutedCommand {
    StandingOrderId standingOrder();
}
