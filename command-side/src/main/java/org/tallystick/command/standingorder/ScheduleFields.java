package org.tallystick.command.standingorder;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.tallystick.api.Fields;
import org.tallystick.bodies.NewSchedule;
import org.tallystick.bodies.ScheduleChanges;
import org.tallystick.command.http.Patches;
import org.tallystick.commands.Change;
import org.tallystick.commands.ChangeStandingOrder.ScheduleChange;
import org.tallystick.values.EnumText;
import org.tallystick.values.InvalidValueException;
import org.tallystick.values.Schedule;

/** The fields of a body that say on which dates a standing order pays. */
final class ScheduleFields {
    private static final int MAX_BITS = 31;
    private static final int NO_DAY = 0;

    private ScheduleFields() {}

    static Schedule whole(Fields body) {
        Fields every = body.object("schedule", NewSchedule.class);
        Schedule.Period period = every(every);
        int day = every.has("day") ? day(every) : NO_DAY;
        ZoneId zone = zone(body);
        LocalDate first = first(body);
        LocalDate last = last(body);
        return body.whole("schedule", () -> new Schedule(period, day, zone, first, last));
    }

    /** By RFC 7396: absent keeps, null removes. */
    static ScheduleChange change(Fields body) {
        Change<Schedule.Period> period = Change.keep();
        Change<Integer> day = Change.keep();
        if (body.has("schedule")) {
            Fields every = body.object("schedule", ScheduleChanges.class);
            period = Patches.change(every, "every", () -> every(every));
            day = Patches.change(every, "day", () -> every.isNull("day") ? NO_DAY : day(every));
        }
        return new ScheduleChange(
                period,
                day,
                Patches.change(body, "zone", () -> zone(body)),
                Patches.change(body, "first", () -> first(body)),
                Patches.change(body, "last", () -> last(body)));
    }

    private static Schedule.Period every(Fields schedule) {
        return schedule.required("every", text -> EnumText.parse(Schedule.Period.values(), text));
    }

    private static int day(Fields schedule) {
        return schedule.requiredInteger("day", ScheduleFields::checkedDay).intValue();
    }

    private static BigInteger checkedDay(BigInteger day) {
        if (day.signum() <= 0 || day.bitLength() > MAX_BITS) {
            throw new InvalidValueException("must be a day from 1 on");
        }
        return day;
    }

    private static ZoneId zone(Fields body) {
        return body.required(
                "zone", text -> parsed(() -> ZoneId.of(text), "must be a time zone such as Europe/Berlin"));
    }

    private static LocalDate first(Fields body) {
        return body.required("first", ScheduleFields::date);
    }

    /** Null when absent or null. */
    private static LocalDate last(Fields body) {
        return body.optional("last", ScheduleFields::date);
    }

    private static LocalDate date(String text) {
        return parsed(() -> LocalDate.parse(text), "must be a date such as 2026-01-14");
    }

    private static <T> T parsed(Supplier<T> parsing, String otherwise) {
        try {
            return parsing.get();
        } catch (DateTimeException e) {
            throw new InvalidValueException(otherwise);
        }
    }
}
