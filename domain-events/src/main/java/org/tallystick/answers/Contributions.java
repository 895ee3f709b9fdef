package org.tallystick.answers;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * What made the balance of an account between two times. Amounts are in minor units of the asset, balances on the normal
 * side: the opening balance and all changes make the closing balance.
 *
 * @param openingBalance before the first time; 0 where none was named
 * @param closingBalance before the second time; that of all entries where none was named
 * @param data the largest change first; months in their order
 */
public record Contributions(
        Asset asset, Side normal, BigInteger openingBalance, BigInteger closingBalance, List<Contribution> data) {

    /**
     * What one counterparty, reference or month has contributed.
     *
     * @param key the address of the counterparty, the reference, or the month in UTC as in 2026-03; null for entries without
     *     a reference
     * @param entries how many there are; null for months
     * @param change what they add to the balance
     */
    public record Contribution(
            @Nullable String key, @Nullable Long entries, BigInteger debits, BigInteger credits, BigInteger change) {}
}
