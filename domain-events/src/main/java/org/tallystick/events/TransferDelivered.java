package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;

/** The second ledger has posted the money. If it was refused before, it is reversed again. */
public record TransferDelivered(LedgerName ledger, TransferId transfer, TransactionId transaction)
        implements TransferEvent {}
