package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.TransactionId;

/** The ledger holds the funds. If the payment has ended meanwhile, they are released again. */
public record PaymentHeld(LedgerName ledger, PaymentId payment, TransactionId transaction) implements PaymentEvent {}
