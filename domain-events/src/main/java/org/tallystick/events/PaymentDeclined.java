package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

public record PaymentDeclined(LedgerName ledger, PaymentId payment, String code, String reason)
        implements PaymentEvent {}
