package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransferId;
import org.tallystick.values.TransferStep;

/** Something that was done is taken back, by releasing the hold or by reversing the delivery. */
public record TransferUndone(LedgerName ledger, TransferId transfer, TransferStep step, TransactionId transaction)
        implements TransferEvent {}
