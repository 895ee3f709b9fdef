package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The rail says that the payment has settled, or a person says so in its place. The ledger follows.
 *
 * @param messageId null when a person said so
 */
public record PaymentConfirmed(
        LedgerName ledger, PaymentId payment, String messageId, String railReference, String code, String reason)
        implements PaymentEvent {}
