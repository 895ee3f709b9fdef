package org.tallystick.answers;

import java.math.BigInteger;
import java.util.List;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * The money in flight of one ledger and asset. Amounts are in minor units of the asset.
 *
 * @param payments how many open payments have a pending hold in the ledger
 * @param inFlight the sum of their amounts
 * @param pending the sum of the pending credits of the accounts that payments clear through
 * @param otherPending how much of it others than payments hold
 * @param equal whether what is in flight is pending, on every such account
 * @param differing the accounts where it is not
 */
public record InFlightSum(
        LedgerName ledger,
        Asset asset,
        long payments,
        BigInteger inFlight,
        BigInteger pending,
        BigInteger otherPending,
        boolean equal,
        List<Address> differing) {}
