package org.tallystick.queries;

import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.answers.Account;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * The accounts of a ledger by address; a filter that is null or empty filters nothing.
 *
 * @param count whether it is asked how many there are in all
 */
public record ListAccounts(
        LedgerName ledger,
        String prefix,
        Asset asset,
        AccountStatus status,
        Map<String, String> metadata,
        BalanceRange balances,
        boolean count,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<Page<Account>> {}
