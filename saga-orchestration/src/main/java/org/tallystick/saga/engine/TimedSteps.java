package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/** What the steps of every kind of saga know: the time, how long to wait, and what has happened. */
public abstract class TimedSteps {
    /** Older events are history, which comes when sagas are built again: the end of it tells what is to be done. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final int EVENTS_AT_ONCE = 1_000;

    private final EventLog log;
    private final Clock clock;
    private final StepTimes times;

    protected TimedSteps(EventLog log, Clock clock, StepTimes times) {
        this.log = log;
        this.clock = clock;
        this.times = times;
    }

    public Instant now() {
        return clock.instant();
    }

    public StepTimes times() {
        return times;
    }

    public boolean isRecent(Instant recordedAt) {
        return recordedAt.isAfter(now().minus(RECENT));
    }

    /** The events of a stream up to a sequence number, from the store. */
    protected List<RecordedEvent> eventsUpTo(String stream, long sequence) {
        return log.readStream(stream, 0, EVENTS_AT_ONCE).stream()
                .filter(event -> event.sequence() <= sequence)
                .toList();
    }
}
