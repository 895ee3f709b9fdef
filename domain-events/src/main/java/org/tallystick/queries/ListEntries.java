package org.tallystick.queries;

import java.time.Instant;
import java.util.OptionalLong;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** The statement of an account: what was posted to it from an instant (inclusive) to another (exclusive). */
public record ListEntries(
        LedgerName ledger,
        Address address,
        Instant from,
        Instant to,
        Basis basis,
        boolean descending,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<AccountStatement> {

    public ListEntries with(Slice other) {
        return new ListEntries(ledger, address, from, to, basis, descending, other, reached);
    }
}
