package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** A posted transaction was reversed by another one. */
public record TransactionReversed(LedgerName ledger, TransactionId transaction, TransactionId reversedBy)
        implements TransactionEvent {}
