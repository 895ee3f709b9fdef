package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/**
 * A step was tried and had no outcome; it is tried again.
 *
 * @param attempt from 1 for each step
 * @param code {@code fault} or {@code silent}
 */
public record PaymentAttemptFailed(
        LedgerName ledger, PaymentId payment, PaymentStep step, int attempt, String code, String reason)
        implements PaymentEvent {}
