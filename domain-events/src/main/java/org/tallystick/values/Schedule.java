package org.tallystick.values;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The dates on which something is done, each at the start of its day.
 *
 * @param every the period
 * @param day of a month, 1 to 31, where a shorter month has its last day instead; of a week, 1 (Monday) to 7; 0 for every day
 * @param zone whose days are meant
 * @param first no date is before it
 * @param last no date is after it; null for none
 */
public record Schedule(Period every, int day, ZoneId zone, LocalDate first, LocalDate last) {
    private static final int DAYS_OF_WEEK = 7;
    private static final int LONGEST_MONTH = 31;
    private static final int LAST_YEAR = 9999;

    /** How often. */
    public enum Period {
        DAY,
        WEEK,
        MONTH
    }

    /** @throws InvalidValueException when the parts do not belong together */
    public Schedule {
        int least = every == Period.DAY ? 0 : 1;
        int most = every == Period.DAY ? 0 : every == Period.WEEK ? DAYS_OF_WEEK : LONGEST_MONTH;
        if (day < least || day > most) {
            throw new InvalidValueException(
                    every == Period.DAY ? "must have no day" : "must have a day from 1 to " + most);
        }
        if (last != null && last.isBefore(first)) {
            throw new InvalidValueException("must not have its last date before its first");
        }
        if (first.getYear() < 1 || first.getYear() > LAST_YEAR || last != null && last.getYear() > LAST_YEAR) {
            throw new InvalidValueException("must have dates in the years 1 to 9999");
        }
    }

    /** The first date on or after the given one; null when there is none any more. */
    public LocalDate onOrAfter(LocalDate date) {
        LocalDate from = date.isBefore(first) ? first : date;
        if (from.getYear() > LAST_YEAR) {
            return null;
        }
        LocalDate next = switch (every) {
            case DAY -> from;
            case WEEK -> from.plusDays(Math.floorMod(day - from.getDayOfWeek().getValue(), DAYS_OF_WEEK));
            case MONTH -> inMonth(from);
        };
        return last != null && next.isAfter(last) ? null : next;
    }

    private LocalDate inMonth(LocalDate from) {
        LocalDate thisMonth = in(YearMonth.from(from));
        return thisMonth.isBefore(from) ? in(YearMonth.from(from).plus(1, ChronoUnit.MONTHS)) : thisMonth;
    }

    private LocalDate in(YearMonth month) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    /** Whether the dates are the same but for where they end. */
    public boolean isOnDaysOf(Schedule other) {
        return every == other.every && day == other.day && zone.equals(other.zone) && first.equals(other.first);
    }

    /** Whether the first date is before the day of a moment, by the clocks of the zone. */
    public boolean beginsBeforeDayOf(Instant moment) {
        return first.isBefore(LocalDate.ofInstant(moment, zone));
    }

    /** When the day of a date begins: its first moment, also where a clock change skips midnight. */
    public Instant startOf(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }
}
