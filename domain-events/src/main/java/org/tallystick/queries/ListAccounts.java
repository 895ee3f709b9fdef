package org.tallystick.queries;

import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/** The accounts of a ledger by address; a filter that is null or empty filters nothing. */
public record ListAccounts(
        LedgerName ledger,
        String prefix,
        Asset asset,
        AccountStatus status,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery {}
