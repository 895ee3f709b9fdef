package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;

/** The first ledger holds the money. If it was refused before, it is released again. */
public record TransferHeld(LedgerName ledger, TransferId transfer, TransactionId transaction)
        implements TransferEvent {}
