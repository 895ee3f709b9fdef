package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** The rail has taken the payment and will tell its outcome. */
public record PaymentAccepted(LedgerName ledger, PaymentId payment, String messageId, String railReference)
        implements PaymentEvent {}
