package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrderId;

/** Its dates pass without a payment from now on. */
public record StandingOrderPaused(LedgerName ledger, StandingOrderId standingOrder) implements StandingOrderEvent {}
