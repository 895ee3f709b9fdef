package org.tallystick.events;

import org.tallystick.values.LedgerState;

/** Something that happened to a ledger itself. */
public sealed interface LedgerEvent extends DomainEvent permits LedgerCreated, LedgerChanged {
    LedgerState state();

    @Override
    default String stream() {
        return ledger().stream();
    }
}
