package org.tallystick.queries;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.tallystick.answers.BalanceHistory;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * How the balance of an account went.
 *
 * @param times where a step begins, each after the one before, and where the last one ends
 */
public record FindBalanceHistory(
        LedgerName ledger, Address address, List<Instant> times, Basis basis, OptionalLong reached)
        implements LedgerQuery<Found<BalanceHistory>> {
    public FindBalanceHistory {
        times = List.copyOf(times);
    }
}
