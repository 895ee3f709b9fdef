package org.tallystick.answers;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * How the balance of an account went, step by step. Amounts are in minor units of the asset, balances on the normal side.
 *
 * @param openingBalance before the first step
 */
public record BalanceHistory(Asset asset, Side normal, BigInteger openingBalance, List<Step> data) {

    /**
     * A step.
     *
     * @param from inclusive
     * @param to exclusive
     * @param balance at its end
     */
    public record Step(Instant from, Instant to, BigInteger debits, BigInteger credits, BigInteger balance) {}
}
