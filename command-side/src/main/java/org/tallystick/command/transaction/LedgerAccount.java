package org.tallystick.command.transaction;

import java.math.BigInteger;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** An account within one decision: as the decision found it, and the counters that its entries so far leave behind. */
final class LedgerAccount {
    private final Address address;
    private final AccountState state;
    private Counters after;

    /** @param state null when the account does not exist */
    LedgerAccount(Address address, AccountState state) {
        this.address = address;
        this.state = state;
        this.after = state == null ? null : state.counters();
    }

    Address address() {
        return address;
    }

    /** Before the decision; null when the account does not exist. */
    AccountState state() {
        return state;
    }

    Counters after() {
        return after;
    }

    /** @return the counters after it */
    Counters post(Side side, BigInteger amount) {
        after = after.plusPosted(side, amount);
        return after;
    }

    /** @return the counters after it */
    Counters hold(Side side, BigInteger amount) {
        after = after.plusPending(side, amount);
        return after;
    }

    /**
     * @param posted how much of what was held is posted
     * @return the counters after it
     */
    Counters release(Side side, BigInteger held, BigInteger posted) {
        if (posted.signum() != 0) {
            post(side, posted);
        }
        return hold(side, held.negate());
    }
}
