package org.tallystick.queries;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tallystick.answers.Contributions;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** What made the balance of an account from an instant (inclusive) to another (exclusive). */
public record FindContributions(
        LedgerName ledger,
        Address address,
        By by,
        @Nullable Instant from,
        @Nullable Instant to,
        Basis basis,
        OptionalLong reached)
        implements LedgerQuery<Found<Contributions>> {

    /** What entries are put together by. */
    public enum By {
        COUNTERPARTY,
        REFERENCE,
        MONTH
    }
}
