package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.TransactionId;

/**
 * What was posted for a payment that came back was reversed.
 *
 * @param transaction the reversal
 * @param reverses what it reverses
 */
public record PaymentReversed(LedgerName ledger, PaymentId payment, TransactionId transaction, TransactionId reverses)
        implements PaymentEvent {}
