package org.tallystick.commands;

import org.tallystick.values.PaymentId;

/** A command to one payment, which is the unit of routing: its identifier is unique over all ledgers. */
public interface PaymentCommand extends RoutedCommand {
    PaymentId payment();
}
