package org.tallystick.events;

import org.tallystick.values.TransactionId;

/** Something that happened to a transaction. In its unit of work it follows the account events that it caused. */
public sealed interface TransactionEvent extends DomainEvent
        permits TransactionPosted,
                TransactionHeld,
                HeldTransactionPosted,
                TransactionVoided,
                TransactionExpired,
                TransactionReversed {

    TransactionId transaction();

    @Override
    default String stream() {
        return ledger().streamOf(transaction());
    }
}
