package org.tallystick.answers;

import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;

/**
 * How far a projection is.
 *
 * @param version the version of its tables that serves
 * @param position up to which the serving version has seen every event
 * @param head the last position of the store
 * @param lag how many events the serving version has not seen
 * @param eventsDone of a running replay; of the serving version when none runs
 * @param eventsPerSecond of a running replay; 0 when none runs
 * @param secondsLeft of a running replay; null when none runs or it is not known yet
 */
public record Projection(
        String name,
        int version,
        Position position,
        Position head,
        long lag,
        boolean replaying,
        long eventsDone,
        long eventsTotal,
        long eventsPerSecond,
        @Nullable Long secondsLeft) {}
