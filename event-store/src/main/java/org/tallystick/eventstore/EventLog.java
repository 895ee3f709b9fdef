package org.tallystick.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads stored events in the order of their positions. Only durable events are ever seen here.
 *
 * <p>An answer with fewer events than were asked for is no end: whoever wants all goes on behind the last event of each
 * answer until one is empty.
 */
public interface EventLog {
    /** How many events {@link #readStream(String)} asks for at a time. */
    int STREAM_PORTION = 1_000;

    /** The position of the last durable event, 0 when there is none. */
    long head();

    /**
     * The events that follow a position, at most {@code maxEvents} of them, which is at least 1, without gaps. They may be
     * fewer wherever a unit of work ends, so that an answer that is not full ends with a whole unit. Empty at the head or
     * beyond it, and nowhere else.
     *
     * @throws EventLogException when the store cannot be read or what it holds is damaged
     */
    List<RecordedEvent> read(long afterPosition, int maxEvents);

    /**
     * The events of the whole units of work that follow a position, without gaps: of as many units as have at most
     * {@code maxEvents} together, but of one at least, however large. Who writes a batch of them never shows half of what a
     * command did. Empty at the head or beyond it, and nowhere else.
     */
    List<RecordedEvent> readUnits(long afterPosition, int maxEvents);

    /**
     * The events of one stream that follow a position, oldest first, at most {@code maxEvents} of them. Empty only when
     * there are no more of them up to the head, as it was when this was asked.
     */
    List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents);

    /** All events of one stream, which must be known to be few, oldest first. */
    default List<RecordedEvent> readStream(String stream) {
        List<RecordedEvent> all = new ArrayList<>();
        List<RecordedEvent> next = readStream(stream, 0, STREAM_PORTION);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = readStream(stream, next.get(next.size() - 1).position(), STREAM_PORTION);
        }
        return all;
    }

    /** Waits until the head is beyond the position; false when it was not in the given time. */
    boolean awaitBeyond(long position, Duration timeout) throws InterruptedException;
}
