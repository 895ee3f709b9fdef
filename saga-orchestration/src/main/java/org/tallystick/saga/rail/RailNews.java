package org.tallystick.saga.rail;

import org.tallystick.values.PaymentId;

/** What a rail tells of a payment without being asked. */
public record RailNews(
        String rail, String messageId, PaymentId payment, Kind kind, String railReference, String code, String reason) {
    /** What became of it: paid, not paid, or paid and sent back. */
    public enum Kind {
        SETTLED,
        REFUSED,
        RETURNED
    }
}
