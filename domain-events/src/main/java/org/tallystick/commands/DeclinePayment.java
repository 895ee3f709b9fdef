package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

public record DeclinePayment(@RoutingKey PaymentId payment, String reason) implements PaymentCommand {}
