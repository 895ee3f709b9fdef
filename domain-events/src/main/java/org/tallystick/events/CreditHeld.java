package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/** A posting of a pending transaction was set aside. */
public record CreditHeld(
        LedgerName ledger,
        Address address,
        TransactionId transaction,
        int posting,
        Asset asset,
        BigInteger amount,
        Instant effectiveAt,
        Counters counters)
        implements AccountEntry {

    @Override
    public Side side() {
        return Side.CREDIT;
    }

    @Override
    public BigInteger postedChange() {
        return BigInteger.ZERO;
    }

    @Override
    public BigInteger pendingChange() {
        return amount;
    }
}
