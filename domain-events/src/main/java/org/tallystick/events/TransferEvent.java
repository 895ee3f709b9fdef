package org.tallystick.events;

import org.tallystick.values.TransferId;

/** Something that happened to a transfer between two ledgers. It belongs to the first of them. */
public sealed interface TransferEvent extends DomainEvent
        permits TransferInitiated,
                TransferHeld,
                TransferRejected,
                TransferDelivered,
                TransferRefused,
                TransferCompleted,
                TransferUndone,
                TransferAttemptFailed {

    TransferId transfer();

    @Override
    default String stream() {
        return transfer().stream();
    }
}
