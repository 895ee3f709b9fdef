package org.tallystick.command.account;

import java.math.BigInteger;
import org.tallystick.values.AccountState;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * The limits of an account. The floor is checked only where a command lowers available, the ceiling only where it raises
 * balance plus pending increases.
 */
public final class LimitRule {
    private LimitRule() {}

    /** Whether going from one state of the counters to another lowers available below the floor. */
    public static boolean breaksFloor(AccountState account, BigInteger availableBefore, BigInteger availableAfter) {
        return account.floor() != null
                && availableAfter.compareTo(availableBefore) < 0
                && availableAfter.compareTo(account.floor()) < 0;
    }

    /** Whether going from one state of the counters to another raises balance plus pending increases above the ceiling. */
    public static boolean breaksCeiling(AccountState account, BigInteger before, BigInteger after) {
        return account.ceiling() != null && after.compareTo(before) > 0 && after.compareTo(account.ceiling()) > 0;
    }

    static boolean isBelow(BigInteger floor, AccountState account) {
        return floor != null && account.available().compareTo(floor) < 0;
    }

    static boolean isAbove(BigInteger ceiling, AccountState account) {
        Counters counters = account.counters();
        Side normal = account.normal();
        return ceiling != null && counters.balanceWithIncreases(normal).compareTo(ceiling) > 0;
    }
}
