package org.tallystick.query.account;

import org.tallystick.events.AccountEvent;
import org.tallystick.queries.FollowBalances;

/** Whether a follower of balances wants to hear of an account. */
final class BalanceFilter {
    private BalanceFilter() {}

    static boolean matches(FollowBalances query, AccountEvent event) {
        if (!query.ledger().equals(event.ledger())) {
            return false;
        }
        return query.account() != null
                ? query.account().equals(event.address())
                : event.address().value().startsWith(query.prefix());
    }
}
