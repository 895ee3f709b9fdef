package org.tallystick.events;

import org.tallystick.values.AccountState;
import org.tallystick.values.Counters;

/** An account was opened or something other than its counters changed. */
public sealed interface AccountStateEvent extends AccountEvent
        permits AccountOpened, AccountChanged, AccountFrozen, AccountUnfrozen, AccountClosed {

    /** The whole account after this event. */
    AccountState state();

    @Override
    default Counters counters() {
        return state().counters();
    }
}
