package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.TransactionId;

/** The hold of a payment that will not be paid was voided. */
public record PaymentReleased(LedgerName ledger, PaymentId payment, TransactionId transaction)
        implements PaymentEvent {}
