package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/** Records what screening says. @param denied the code of its objection; null when it has none */
public record RecordScreening(@RoutingKey PaymentId payment, String denied, String reason) implements PaymentCommand {}
