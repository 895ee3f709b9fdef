package org.tallystick.bodies;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Schedule;

/**
 * On which days a standing order pays.
 *
 * @param every the period
 * @param day of a month, 1 to 31, where a shorter month has its last day instead; of a week, 1 (Monday) to 7; absent for every day
 */
public record NewSchedule(
        Schedule.Period every,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable @Limits(min = 1, max = 31)
        Integer day) {}
