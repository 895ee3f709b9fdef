package org.tallystick.answers;

import org.tallystick.values.PaymentId;

/** A notification of a provider is stored. */
public record TakenNotification(PaymentId payment) {}
