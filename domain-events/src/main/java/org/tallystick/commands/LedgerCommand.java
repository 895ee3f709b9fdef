package org.tallystick.commands;

import org.tallystick.values.LedgerName;

/** A command to one ledger, which is the unit of routing. */
public interface LedgerCommand extends RoutedCommand {
    LedgerName ledger();
}
