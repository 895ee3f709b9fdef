package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The rail refused the payment, or a person says so in its place. What is held is released.
 *
 * @param messageId null when a person said so
 */
public record PaymentFailed(
        LedgerName ledger, PaymentId payment, String messageId, String railReference, String code, String reason)
        implements PaymentEvent {}
