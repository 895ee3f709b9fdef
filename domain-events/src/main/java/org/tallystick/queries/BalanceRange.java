package org.tallystick.queries;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Which balances are wanted, both ends included; an end that is null is open. */
public record BalanceRange(
        @Nullable BigInteger least, @Nullable BigInteger most) {

    /** Whether every balance is in it. */
    public boolean isAny() {
        return least == null && most == null;
    }

    public boolean include(BigInteger balance) {
        return (least == null || balance.compareTo(least) >= 0) && (most == null || balance.compareTo(most) <= 0);
    }
}
