package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * A pending transaction was posted: the hold ended and all, part or none of it was posted.
 *
 * @param held what the hold had set aside, in minor units
 * @param amount what was posted, from 0 to {@code held}; the rest was released
 */
public record HeldDebitPosted(
        LedgerName ledger,
        Address address,
        TransactionId transaction,
        int posting,
        Asset asset,
        BigInteger held,
        BigInteger amount,
        Instant effectiveAt,
        Counters counters)
        implements AccountEntry {

    @Override
    public Side side() {
        return Side.DEBIT;
    }

    @Override
    public BigInteger postedChange() {
        return amount;
    }

    @Override
    public BigInteger pendingChange() {
        return held.negate();
    }
}
