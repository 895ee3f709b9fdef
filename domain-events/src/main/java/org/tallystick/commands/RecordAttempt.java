package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentStep;

/**
 * Records that a step had no outcome and will be tried again.
 *
 * @param attempt from 1 for each step
 * @param code {@code fault} or {@code silent}
 */
public record RecordAttempt(@RoutingKey PaymentId payment, PaymentStep step, int attempt, String code, String reason)
        implements PaymentCommand {}
