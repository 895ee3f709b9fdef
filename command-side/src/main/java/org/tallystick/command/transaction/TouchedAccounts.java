package org.tallystick.command.transaction;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.commands.TouchedAccount;
import org.tallystick.events.AccountEntry;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;

/** Gathers accounts as the last entry of each leaves them. */
final class TouchedAccounts {
    private final DecisionState state;
    private final Map<Address, TouchedAccount> byAddress = new TreeMap<>();

    TouchedAccounts(DecisionState state) {
        this.state = state;
    }

    void add(AccountEntry entry) {
        AccountState account = state.account(entry.address());
        byAddress.put(
                entry.address(),
                new TouchedAccount(entry.address(), account.asset(), account.normal(), entry.counters()));
    }

    List<TouchedAccount> list() {
        return List.copyOf(byAddress.values());
    }
}
