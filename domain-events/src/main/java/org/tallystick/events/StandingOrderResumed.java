package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrderId;

/** It pays again, from the day on that this was recorded. */
public record StandingOrderResumed(LedgerName ledger, StandingOrderId standingOrder) implements StandingOrderEvent {}
