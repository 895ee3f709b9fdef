package org.tallystick.events;

import org.tallystick.values.LedgerName;

/** Something that happened to one stream: of a ledger, or of a payment, transfer or standing order that belongs to one. */
public sealed interface DomainEvent
        permits LedgerEvent, AccountEvent, TransactionEvent, PaymentEvent, TransferEvent, StandingOrderEvent {
    LedgerName ledger();

    /** The identifier of the event stream that this event belongs to. */
    String stream();
}
