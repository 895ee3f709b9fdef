package org.tallystick.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.values.Schedule.Period;

class ScheduleTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @ParameterizedTest
    @CsvSource({
        "MONTH, 14, 2026-01-01, 2026-01-14",
        "MONTH, 14, 2026-01-14, 2026-01-14",
        "MONTH, 14, 2026-01-15, 2026-02-14",
        "MONTH, 31, 2026-02-01, 2026-02-28",
        "MONTH, 31, 2028-02-01, 2028-02-29",
        "MONTH, 31, 2026-03-01, 2026-03-31",
        "MONTH, 29, 2026-02-28, 2026-02-28",
        "MONTH, 30, 2026-12-31, 2027-01-30",
        "WEEK, 1, 2026-11-24, 2026-11-30",
        "WEEK, 2, 2026-11-24, 2026-11-24",
        "WEEK, 7, 2026-12-31, 2027-01-03",
        "DAY, 0, 2026-12-31, 2026-12-31"
    })
    void findsTheNextDate(Period every, int day, LocalDate from, LocalDate expected) {
        assertThat(new Schedule(every, day, UTC, LocalDate.parse("2020-01-01"), null).onOrAfter(from))
                .isEqualTo(expected);
    }

    @Test
    void staysBetweenItsFirstAndLastDate() {
        Schedule schedule =
                new Schedule(Period.MONTH, 14, UTC, LocalDate.parse("2026-01-15"), LocalDate.parse("2026-03-14"));
        assertThat(schedule.onOrAfter(LocalDate.parse("2000-01-01"))).isEqualTo("2026-02-14");
        assertThat(schedule.onOrAfter(LocalDate.parse("2026-03-14"))).isEqualTo("2026-03-14");
        assertThat(schedule.onOrAfter(LocalDate.parse("2026-03-15"))).isNull();
    }

    @Test
    void beginsWithTheDayInItsZone() {
        Schedule berlin = new Schedule(Period.DAY, 0, ZoneId.of("Europe/Berlin"), LocalDate.parse("2026-01-01"), null);
        assertThat(berlin.startOf(LocalDate.parse("2026-07-01"))).isEqualTo(Instant.parse("2026-06-30T22:00:00Z"));
        Schedule saoPaulo =
                new Schedule(Period.DAY, 0, ZoneId.of("America/Sao_Paulo"), LocalDate.parse("2018-01-01"), null);
        assertThat(saoPaulo.startOf(LocalDate.parse("2018-11-04"))).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"MONTH, 0", "MONTH, 32", "WEEK, 0", "WEEK, 8", "DAY, 1"})
    void refusesDaysThatNoPeriodHas(Period every, int day) {
        assertThatThrownBy(() -> new Schedule(every, day, UTC, LocalDate.parse("2026-01-01"), null))
                .isInstanceOf(InvalidValueException.class);
    }
}
