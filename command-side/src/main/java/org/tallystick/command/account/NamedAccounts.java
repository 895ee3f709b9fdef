package org.tallystick.command.account;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tallystick.command.decision.Violation;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * A ledger and accounts of it that the body of a command names.
 *
 * @param exists whether a stream is there
 */
public record NamedAccounts(LedgerName ledger, List<Address> accounts, Predicate<String> exists) {

    public Violation ledgerMissing() {
        return exists.test(ledger.stream())
                ? null
                : new Violation("There is no ledger " + ledger + ".", Map.of("ledger", ledger.value()));
    }

    public Violation accountMissing() {
        Address missing = firstMissing();
        return missing == null
                ? null
                : new Violation("Account " + missing + " does not exist.", Map.of("account", missing.value()));
    }

    /** Null when all are there. */
    public Address firstMissing() {
        for (Address account : accounts) {
            if (!exists.test(ledger.streamOf(account))) {
                return account;
            }
        }
        return null;
    }
}
