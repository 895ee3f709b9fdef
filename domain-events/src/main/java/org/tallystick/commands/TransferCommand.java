package org.tallystick.commands;

import org.tallystick.values.TransferId;

/** A command to one transfer, which is the unit of routing: its identifier is unique over all ledgers. */
public interface TransferCommand extends RoutedCommand {
    TransferId transfer();
}
