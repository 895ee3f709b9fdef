package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/**
 * A step before submission was not done in time.
 *
 * @param step {@link PaymentStep#HOLD}, {@link PaymentStep#SCREEN} or {@link PaymentStep#APPROVE}
 */
public record PaymentExpired(LedgerName ledger, PaymentId payment, PaymentStep step, String code, String reason)
        implements PaymentEvent {}
