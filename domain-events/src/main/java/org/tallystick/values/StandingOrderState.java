package org.tallystick.values;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * All that is known of a standing order after an event.
 *
 * @param placedBy who placed it, and stands behind its payments
 * @param changedBy who has changed it since, and stands behind its payments as well
 * @param paused whether its dates pass without a payment
 * @param ran the last date that is done; null for none
 * @param next the date of its next payment, should it not be paused; null when there is none any more
 */
public record StandingOrderState(
        StandingOrderId id,
        StandingOrderTerms order,
        String placedBy,
        Instant placedAt,
        List<String> changedBy,
        boolean paused,
        LocalDate ran,
        LocalDate next) {
    public StandingOrderState {
        changedBy = changedBy == null ? List.of() : List.copyOf(changedBy);
    }

    public boolean isEnded() {
        return next == null;
    }
}
