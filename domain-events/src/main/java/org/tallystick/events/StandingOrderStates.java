package org.tallystick.events;

import java.time.Instant;
import java.time.LocalDate;
import org.tallystick.values.StandingOrder;
import org.tallystick.values.StandingOrderState;

/** What an event makes of a standing order. */
public final class StandingOrderStates {
    private StandingOrderStates() {}

    /** @param before null for the first event */
    public static StandingOrderState after(StandingOrderState before, StandingOrderEvent event, Instant recordedAt) {
        if (event instanceof StandingOrderPlaced placed) {
            StandingOrder order = placed.order();
            return new StandingOrderState(
                    placed.standingOrder(),
                    order,
                    false,
                    order.schedule().onOrAfter(order.schedule().first()));
        } else if (event instanceof StandingOrderPaused) {
            return with(before, true, before.next());
        } else if (event instanceof StandingOrderResumed) {
            LocalDate today =
                    LocalDate.ofInstant(recordedAt, before.order().schedule().zone());
            return with(before, false, before.next() == null ? null : later(before, today));
        }
        LocalDate ran = ((StandingOrderRan) event).date();
        return with(before, before.paused(), before.order().schedule().onOrAfter(ran.plusDays(1)));
    }

    /** What fell into a pause is not made up for. */
    private static LocalDate later(StandingOrderState state, LocalDate today) {
        LocalDate next = state.next();
        return next.isBefore(today) ? state.order().schedule().onOrAfter(today) : next;
    }

    private static StandingOrderState with(StandingOrderState before, boolean paused, LocalDate next) {
        return new StandingOrderState(before.id(), before.order(), paused, next);
    }
}
