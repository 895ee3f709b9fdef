package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** The time of a payment that was to be executed later has come. */
public record PaymentStarted(LedgerName ledger, PaymentId payment) implements PaymentEvent {}
