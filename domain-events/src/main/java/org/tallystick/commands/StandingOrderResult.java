package org.tallystick.commands;

import org.tallystick.values.StandingOrderState;

/** A standing order after a command. */
public record StandingOrderResult(StandingOrderState standingOrder) {}
