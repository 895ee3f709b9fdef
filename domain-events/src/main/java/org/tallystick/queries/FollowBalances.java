package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** The balances of one account or of those with a prefix, followed by every change. */
public record FollowBalances(LedgerName ledger, Address account, String prefix, OptionalLong reached)
        implements LedgerQuery {}
