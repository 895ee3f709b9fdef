package org.tallystick.saga.engine;

import java.time.Duration;

/**
 * How patient a saga is.
 *
 * @param patience after which a step is done again when nothing at all has come of it, as after a crash
 * @param firstBackOff the wait before the second attempt of a step that failed; it doubles with each
 * @param maxBackOff the longest such wait
 */
public record StepTimes(Duration patience, Duration firstBackOff, Duration maxBackOff) {
    private static final int MAX_DOUBLINGS = 20;

    public static StepTimes standard() {
        return new StepTimes(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    /** @param attempts that failed so far */
    public Duration waitAfter(int attempts) {
        if (attempts == 0) {
            return patience;
        }
        Duration wait = firstBackOff.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
        return wait.compareTo(maxBackOff) < 0 ? wait : maxBackOff;
    }
}
