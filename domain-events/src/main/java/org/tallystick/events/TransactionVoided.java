package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

public record TransactionVoided(LedgerName ledger, TransactionId transaction) implements TransactionEvent {}
