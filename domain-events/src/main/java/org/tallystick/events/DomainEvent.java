package org.tallystick.events;

import org.tallystick.values.LedgerName;

/** Something that happened to one stream of one ledger. */
public sealed interface DomainEvent permits LedgerEvent, AccountEvent, TransactionEvent {
    LedgerName ledger();

    /** The identifier of the event stream that this event belongs to. */
    String stream();
}
