package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Position;
import org.tallystick.values.Schedule;
import org.tallystick.values.StandingOrderId;
import org.tallystick.values.StandingOrderState;
import org.tallystick.values.StandingOrderTerms;

/**
 * A standing order. The amount, of each of its payments, is in minor units of the asset.
 *
 * @param zone whose days are meant
 * @param first no payment is before it
 * @param last no payment is after it; null for none
 * @param placedBy who stands behind its payments; null where the store does not say
 * @param changedBy who has changed it since, and stands behind its payments as well
 * @param next the dates of its next payments, five at most; none while it is paused
 * @param runs the last dates that are done, newest first, 100 at most; absent from lists and from answers to commands
 * @param stale true where an event of it waits to be repaired; absent otherwise
 */
public record StandingOrder(
        StandingOrderId id,
        Status state,
        LedgerName ledger,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        PaymentBeneficiary beneficiary,
        @Nullable String reference,
        Map<String, String> metadata,
        Dates schedule,
        ZoneId zone,
        LocalDate first,
        @Nullable LocalDate last,
        @Nullable String placedBy,
        Instant placedAt,
        List<String> changedBy,
        List<LocalDate> next,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<StandingOrderRun> runs,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale)
        implements CommandAnswer {
    private static final int DATES_SHOWN = 5;

    /** Whether it pays. */
    public enum Status {
        ACTIVE,
        PAUSED,
        ENDED;

        public static Status of(StandingOrderState state) {
            return state.isEnded() ? ENDED : state.paused() ? PAUSED : ACTIVE;
        }
    }

    /**
     * The days on which it pays.
     *
     * @param day of the month or week; absent for every day
     */
    public record Dates(
            Schedule.Period every,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer day) {}

    /**
     * What a command is answered with.
     *
     * @param beneficiary null when it was erased
     */
    public static StandingOrder of(StandingOrderState state, @Nullable Beneficiary beneficiary) {
        return of(state, beneficiary, null, false);
    }

    /**
     * What a query is answered with.
     *
     * @param beneficiary null when it was erased
     * @param runs null in a list
     */
    public static StandingOrder of(
            StandingOrderState state,
            @Nullable Beneficiary beneficiary,
            @Nullable List<StandingOrderRun> runs,
            boolean stale) {
        StandingOrderTerms order = state.order();
        Schedule schedule = order.schedule();
        return new StandingOrder(
                state.id(),
                Status.of(state),
                order.ledger(),
                order.payer(),
                order.amount(),
                order.asset(),
                order.rail(),
                PaymentBeneficiary.of(order.beneficiary(), beneficiary),
                order.reference(),
                order.metadata(),
                new Dates(schedule.every(), schedule.day() > 0 ? schedule.day() : null),
                schedule.zone(),
                schedule.first(),
                schedule.last(),
                state.placedBy(),
                state.placedAt(),
                state.changedBy(),
                next(state),
                runs,
                stale ? Boolean.TRUE : null);
    }

    private static List<LocalDate> next(StandingOrderState state) {
        List<LocalDate> dates = new ArrayList<>();
        LocalDate date = state.paused() ? null : state.next();
        while (date != null && dates.size() < DATES_SHOWN) {
            dates.add(date);
            date = state.order().schedule().onOrAfter(date.plusDays(1));
        }
        return dates;
    }

    @Override
    public MinimalAnswer minimal(Position at) {
        return MinimalAnswer.of(id, state, at);
    }
}
