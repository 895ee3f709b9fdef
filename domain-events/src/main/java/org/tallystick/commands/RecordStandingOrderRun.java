package org.tallystick.commands;

import java.time.LocalDate;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.PaymentId;
import org.tallystick.values.StandingOrderId;

/**
 * Records that a standing order has done what it had to for a date.
 *
 * @param code why the payment could not be initiated; null when it was
 */
public record RecordStandingOrderRun(
        @RoutingKey StandingOrderId standingOrder, LocalDate date, PaymentId payment, String code, String reason)
        implements StandingOrderCommand {}
