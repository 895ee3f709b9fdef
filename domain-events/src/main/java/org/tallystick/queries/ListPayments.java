package org.tallystick.queries;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentPhase;

/** Payments, newest first, initiated from an instant (inclusive) to another (exclusive). What is null does not matter. */
public record ListPayments(
        LedgerName ledger,
        Address payer,
        String rail,
        PaymentPhase state,
        Asset asset,
        String reference,
        Instant from,
        Instant to,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery {}
