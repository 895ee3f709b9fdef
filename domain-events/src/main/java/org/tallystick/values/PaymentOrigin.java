package org.tallystick.values;

import java.util.List;

/**
 * The standing order that made a payment.
 *
 * @param changedBy who had changed the order by then: with its initiator they stand behind the payment
 */
public record PaymentOrigin(StandingOrderId standingOrder, List<String> changedBy) {
    public PaymentOrigin {
        changedBy = changedBy == null ? List.of() : List.copyOf(changedBy);
    }
}
