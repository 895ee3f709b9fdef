package org.tallystick.events;

import java.time.Duration;
import java.util.List;

/** Reads stored events in the order of their positions. Only durable events are ever seen here. */
public interface EventLog {

    /** The position of the last durable event, 0 when there is none. */
    long head();

    /**
     * The events that follow a position, at most {@code maxEvents} of them, without gaps; empty at the head.
     *
     * @throws EventLogException when the store cannot be read or what it holds is damaged
     */
    List<RecordedEvent> read(long afterPosition, int maxEvents);

    /** The events of one stream that follow a position, oldest first, at most {@code maxEvents} of them. */
    List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents);

    /** Waits until the head is beyond the position; false when it was not in the given time. */
    boolean awaitBeyond(long position, Duration timeout) throws InterruptedException;
}
