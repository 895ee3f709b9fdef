package org.tallystick.commands;

import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;

/**
 * Records what a rail says of a payment, whether it was asked or not.
 *
 * @param rail that says it; it counts only for payments over this rail
 * @param messageId under which the rail knows the payment
 * @param inquiry which inquiry after the outcome it answers, counted from 1 since the payment became unknown; 0 when it
 *     answers none
 */
public record RecordRailOutcome(
        @RoutingKey PaymentId payment,
        String rail,
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
        /** It was, or may have been, sent, and nobody knows. */
        SILENT,
        /** Nothing has left so far. */
        NOT_SENT,
        /** Nothing was heard for as long as the rail may take. */
        OVERDUE
    }
}
