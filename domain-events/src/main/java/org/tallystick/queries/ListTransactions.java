package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Transaction;
import org.tallystick.values.LedgerName;

/** Transactions of a ledger in the order in which they were recorded, or the newest first. */
public record ListTransactions(
        LedgerName ledger, TransactionFilter filter, boolean descending, Slice slice, OptionalLong reached)
        implements LedgerQuery<Page<Transaction>> {}
