package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.BalanceSum;
import org.tallystick.values.LedgerName;

/** Sums per asset and per address cut to its first segments. */
public record SumBalances(LedgerName ledger, String prefix, int depth, AsOf asOf, Slice slice, OptionalLong reached)
        implements LedgerQuery<Page<BalanceSum>> {}
