package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

public record StartPayment(@RoutingKey PaymentId payment) implements PaymentCommand {}
