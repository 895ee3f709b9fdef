package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/** Ends a payment whose step before submission was not done in time. */
public record ExpirePayment(@RoutingKey PaymentId payment, PaymentStep step) implements PaymentCommand {}
