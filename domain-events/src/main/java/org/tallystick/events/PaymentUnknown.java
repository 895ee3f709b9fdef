package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/**
 * It is not known what became of the payment, or it cannot go on by itself.
 *
 * @param step what did not end: for {@link PaymentStep#SUBMIT} the rail is asked again, else a person has to resolve it
 */
public record PaymentUnknown(LedgerName ledger, PaymentId payment, PaymentStep step, String code, String reason)
        implements PaymentEvent {}
