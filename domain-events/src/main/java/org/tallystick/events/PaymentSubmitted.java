package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The payment is with the rail: stored with the first answer that shows it. Before {@link PaymentClaimed} there was, it was
 * stored before the payment was sent.
 *
 * @param messageId under which the rail knows it, however often it is sent
 */
public record PaymentSubmitted(LedgerName ledger, PaymentId payment, String rail, String messageId)
        implements PaymentEvent {}
