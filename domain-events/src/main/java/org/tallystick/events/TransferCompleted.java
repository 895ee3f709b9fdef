package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;

/** The first ledger has posted what it held: the transfer has ended. */
public record TransferCompleted(LedgerName ledger, TransferId transfer, TransactionId transaction)
        implements TransferEvent {}
