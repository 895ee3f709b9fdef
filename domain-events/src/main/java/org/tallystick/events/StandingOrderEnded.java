package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.StandingOrderId;

/** It pays no more, before its last date. */
public record StandingOrderEnded(LedgerName ledger, StandingOrderId standingOrder) implements StandingOrderEvent {}
