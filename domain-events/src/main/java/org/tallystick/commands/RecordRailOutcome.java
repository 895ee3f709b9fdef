package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/**
 * Records what a rail says of a payment, whether it was asked or not.
 *
 * @param messageId under which the rail knows the payment
 * @param inquiry which inquiry after the outcome it answers, counted from 1 since the payment became unknown; 0 when it
 *     answers none
 */
public record RecordRailOutcome(
        @RoutingKey PaymentId payment,
        String messageId,
        Kind kind,
        String railReference,
        String code,
        String reason,
        int inquiry)
        implements PaymentCommand {

    public enum Kind {
        /** Taken; the outcome comes later. */
        ACCEPTED,
        SETTLED,
        REFUSED,
        RETURNED,
        /** Nobody knows. */
        SILENT
    }
}
