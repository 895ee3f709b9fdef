package org.tallystick.queries;

import java.util.List;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;

/** Where followed balances stood at a position. */
public record BalancesSnapshot(List<Balance> balances, long position) {

    /** One account. */
    public record Balance(Address address, AccountState state) {}
}
