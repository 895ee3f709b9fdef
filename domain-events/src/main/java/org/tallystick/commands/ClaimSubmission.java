package org.tallystick.commands;

import java.time.Duration;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/**
 * Asks right before an order leaves whether it may. Done means that it may, and that nobody can withdraw the payment until
 * it is known whether it left; a rejection means that it must not leave. Whoever asks again is answered the same.
 *
 * @param rail that the order leaves over
 * @param messageId under which the rail knows the payment
 */
public record ClaimSubmission(@RoutingKey PaymentId payment, String rail, String messageId) implements PaymentCommand {
    /** For so long an answer holds at least; an order that has not left by then has to be claimed again. */
    public static final Duration HOLDS = Duration.ofSeconds(15);
}
