package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** Screening has nothing against the payment. */
public record PaymentScreened(LedgerName ledger, PaymentId payment) implements PaymentEvent {}
