package org.tallystick.readmodels;

import org.jspecify.annotations.Nullable;

/**
 * How far a projection is.
 *
 * @param version the version that serves
 * @param position up to which the serving version has seen every event
 * @param head the last position of the store
 * @param eventsDone of a running replay; of the serving version when none runs
 * @param eventsPerSecond of a running replay; 0 when none runs
 * @param secondsLeft of a running replay; null when none runs or it is not known yet
 */
public record ProjectionProgress(
        String name,
        int version,
        long position,
        long head,
        boolean replaying,
        long eventsDone,
        long eventsTotal,
        long eventsPerSecond,
        @Nullable Long secondsLeft) {}
