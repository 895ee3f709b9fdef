package org.tallystick.commands;

import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

public record LedgerResult(LedgerName ledger, LedgerState state) {}
