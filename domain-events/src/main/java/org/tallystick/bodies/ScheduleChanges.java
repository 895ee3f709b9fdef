package org.tallystick.bodies;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Schedule;

/**
 * What to change of the days on which a standing order pays: what is absent stays as it is.
 *
 * @param every the period
 * @param day of a month, 1 to 31, where a shorter month has its last day instead; of a week, 1 (Monday) to 7; null for every day
 */
public record ScheduleChanges(
        @JsonInclude(JsonInclude.Include.NON_NULL) Schedule.@Nullable Period every,

        @Nullable @Limits(min = 1, max = 31) Integer day) {}
