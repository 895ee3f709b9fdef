package org.tallystick.events;

import org.tallystick.values.Address;
import org.tallystick.values.Counters;

/** Something that happened to an account. Every such event tells the counters as they are after it. */
public sealed interface AccountEvent extends DomainEvent permits AccountStateEvent, AccountEntry {
    Address address();

    /** The counters of the account after this event. */
    Counters counters();

    @Override
    default String stream() {
        return ledger().streamOf(address());
    }
}
