package org.tallystick.eventstore.lane;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of recording: whole microseconds, never going back within this process. */
final class MicrosecondClock {
    private final Clock clock;
    private Instant last = Instant.EPOCH;

    MicrosecondClock(Clock clock) {
        this.clock = clock;
    }

    synchronized Instant now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (now.isAfter(last)) {
            last = now;
        }
        return last;
    }
}
