package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Transaction;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** One transaction. */
public record FindTransaction(LedgerName ledger, TransactionId id, OptionalLong reached)
        implements LedgerQuery<Found<Transaction>> {}
