package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/**
 * Says what became of a payment whose outcome is unknown.
 *
 * @param settled whether the beneficiary was paid
 * @param railReference what the rail calls it; null when that is not known
 */
public record ResolvePayment(@RoutingKey PaymentId payment, boolean settled, String railReference, String reason)
        implements PaymentCommand {}
