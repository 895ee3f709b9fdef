package org.tallystick.queries;

import java.util.OptionalLong;
import org.tallystick.answers.Account;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * The accounts as they are, and every change of their counters from then on.
 *
 * @param account the one that is followed; null for all whose address has the prefix
 * @param prefix empty for all accounts of the ledger
 */
public record FollowBalances(LedgerName ledger, Address account, String prefix, OptionalLong reached)
        implements LedgerQuery<Page<Account>> {

    /** Whether an account of the ledger is followed. */
    public boolean covers(Address changed) {
        return account == null ? changed.value().startsWith(prefix) : account.equals(changed);
    }
}
