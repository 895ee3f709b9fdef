package org.tallystick.events;

import java.time.LocalDate;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.StandingOrderId;

/**
 * What a standing order had to do for one of its dates is done.
 *
 * @param payment that was initiated, or would have been
 * @param code why it could not be initiated; null when it was
 * @param reason the same for people
 */
public record StandingOrderRan(
        LedgerName ledger, StandingOrderId standingOrder, LocalDate date, PaymentId payment, String code, String reason)
        implements StandingOrderEvent {}
