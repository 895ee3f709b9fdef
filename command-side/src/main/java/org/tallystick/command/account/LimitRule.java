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

    /** Whether an account comes to these counters by lowering available below its floor. */
    public static boolean breaksFloor(AccountState before, Counters after) {
        return before.floor() != null
                && after.available(before.normal()).compareTo(before.floor()) < 0
                && after.available(before.normal()).compareTo(before.available()) < 0;
    }

    /** Whether an account comes to these counters by raising balance plus pending increases above its ceiling. */
    public static boolean breaksCeiling(AccountState before, Counters after) {
        Side normal = before.normal();
        return before.ceiling() != null
                && after.balanceWithIncreases(normal).compareTo(before.ceiling()) > 0
                && after.balanceWithIncreases(normal)
                                .compareTo(before.counters().balanceWithIncreases(normal))
                        > 0;
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
