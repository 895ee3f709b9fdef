package org.tallystick.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.values.Schedule;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/** What an event makes of a standing order. */
public final class StandingOrderStates {
    private StandingOrderStates() {}

    /**
     * @param before null for the first event
     * @param actor who caused the event, by its metadata
     */
    public static StandingOrderState after(
            StandingOrderState before, StandingOrderEvent event, Instant recordedAt, String actor) {
        if (event instanceof StandingOrderPlaced placed) {
            return placed(placed, recordedAt, actor);
        } else if (event instanceof StandingOrderChanged changed) {
            return changed(before, changed.order(before.order()), recordedAt, actor);
        } else if (event instanceof StandingOrderPaused) {
            return with(before, true, before.ran(), before.next());
        } else if (event instanceof StandingOrderResumed) {
            LocalDate today =
                    LocalDate.ofInstant(recordedAt, before.order().schedule().zone());
            return with(before, false, before.ran(), before.isEnded() ? null : later(before, today));
        } else if (event instanceof StandingOrderEnded) {
            return with(before, before.paused(), before.ran(), null);
        }
        LocalDate ran = ((StandingOrderRan) event).date();
        return with(before, before.paused(), ran, before.order().schedule().onOrAfter(ran.plusDays(1)));
    }

    private static StandingOrderState placed(StandingOrderPlaced event, Instant recordedAt, String actor) {
        StandingOrderTerms order = event.order();
        LocalDate next = order.schedule().onOrAfter(order.schedule().first());
        return new StandingOrderState(event.standingOrder(), order, actor, recordedAt, List.of(), false, null, next);
    }

    private static StandingOrderState changed(
            StandingOrderState before, StandingOrderTerms order, Instant recordedAt, String actor) {
        List<String> changedBy = new ArrayList<>(before.changedBy());
        if (!changedBy.contains(actor)) {
            changedBy.add(actor);
        }
        return new StandingOrderState(
                before.id(),
                order,
                before.placedBy(),
                before.placedAt(),
                changedBy,
                before.paused(),
                before.ran(),
                next(before, order.schedule(), recordedAt));
    }

    /** With other dates it goes on today, or after the last one that is done: what is past by then is not made up for. */
    private static LocalDate next(StandingOrderState before, Schedule schedule, Instant recordedAt) {
        if (schedule.isOnDaysOf(before.order().schedule())) {
            return before.isEnded() ? null : schedule.onOrAfter(before.next());
        }
        LocalDate today = LocalDate.ofInstant(recordedAt, schedule.zone());
        boolean isBehind = before.ran() == null || before.ran().isBefore(today);
        return schedule.onOrAfter(isBehind ? today : before.ran().plusDays(1));
    }

    /** What fell into a pause is not made up for. */
    private static LocalDate later(StandingOrderState state, LocalDate today) {
        LocalDate next = state.next();
        return next.isBefore(today) ? state.order().schedule().onOrAfter(today) : next;
    }

    private static StandingOrderState with(StandingOrderState before, boolean paused, LocalDate ran, LocalDate next) {
        return new StandingOrderState(
                before.id(),
                before.order(),
                before.placedBy(),
                before.placedAt(),
                before.changedBy(),
                paused,
                ran,
                next);
    }
}
