package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The payment is on its way to the rail, from now on whether the rail answers or not.
 *
 * @param messageId under which the rail will know it, however often it is sent
 */
public record PaymentSubmitted(LedgerName ledger, PaymentId payment, String rail, String messageId)
        implements PaymentEvent {}
