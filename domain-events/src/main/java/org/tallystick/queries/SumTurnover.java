package org.tallystick.queries;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tallystick.answers.Turnover;
import org.tallystick.values.LedgerName;

/** Debits and credits from an instant (inclusive) to another (exclusive), per asset and address cut to its first segments. */
public record SumTurnover(
        LedgerName ledger,
        String prefix,
        int depth,
        @Nullable Instant from,
        @Nullable Instant to,
        Basis basis,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<Page<Turnover>> {}
