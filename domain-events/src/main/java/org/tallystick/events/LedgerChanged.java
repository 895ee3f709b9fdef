package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

public record LedgerChanged(LedgerName ledger, LedgerState state) implements LedgerEvent {}
