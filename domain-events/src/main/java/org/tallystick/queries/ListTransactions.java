package org.tallystick.queries;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionPhase;

/** The transactions of a ledger, newest first, recorded from an instant (inclusive) to another (exclusive). */
public record ListTransactions(
        LedgerName ledger,
        Address account,
        String reference,
        TransactionPhase state,
        Instant from,
        Instant to,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery {}
