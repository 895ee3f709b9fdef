package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The money came back after settlement. What was posted is reversed.
 *
 * @param messageId null when a person said so
 */
public record PaymentReturned(
        LedgerName ledger, PaymentId payment, String messageId, String railReference, String code, String reason)
        implements PaymentEvent {}
