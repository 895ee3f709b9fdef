package org.tallystick.queries;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.answers.StandingOrder;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * Standing orders, newest first, placed from an instant (inclusive) to another (exclusive). What is null or empty does not
 * matter.
 */
public record ListStandingOrders(
        LedgerName ledger,
        Address payer,
        String rail,
        List<StandingOrder.Status> states,
        Asset asset,
        String reference,
        Instant from,
        Instant to,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<Page<StandingOrder>> {}
