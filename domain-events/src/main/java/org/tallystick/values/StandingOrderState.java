package org.tallystick.values;

import java.time.LocalDate;

/**
 * All that is known of a standing order after an event.
 *
 * @param paused whether its dates pass without a payment
 * @param next the date of its next payment, should it not be paused; null when there is none any more
 */
public record StandingOrderState(StandingOrderId id, StandingOrder order, boolean paused, LocalDate next) {}
