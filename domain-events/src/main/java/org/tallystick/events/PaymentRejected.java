package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/**
 * A payment was refused by the ledger or by screening, or the ledger refused a hold after the payment had ended.
 *
 * @param step {@link PaymentStep#HOLD} or {@link PaymentStep#SCREEN}
 */
public record PaymentRejected(LedgerName ledger, PaymentId payment, PaymentStep step, String code, String reason)
        implements PaymentEvent {}
