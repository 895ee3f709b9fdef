package org.tallystick.query.event;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/**
 * Looks through events, of all streams or of one, until it has found as many as were wanted, or there are no more, or it has
 * looked at many.
 */
final class EventScan {
    /** What a filter may look through in vain before the client is told to ask again. */
    private static final int MOST_SEEN = 10_000;

    /** So many are read first where a filter may pass over most, and then twice as many each time. */
    private static final int FIRST_READ = 100;

    private static final int LARGEST_READ = 1_000;

    private final EventLog log;
    private final EventFilter filter;
    private final List<RecordedEvent> found = new ArrayList<>();
    private final long head;
    private final long last;
    private long position;
    private int seen;
    private boolean ended;

    /** @param last no event behind it is wanted */
    EventScan(EventLog log, long after, long last, EventFilter filter) {
        this.log = log;
        this.filter = filter;
        this.head = log.head();
        this.last = last;
        this.position = after;
    }

    void find(int limit) {
        int portion = FIRST_READ;
        while (!ended && found.size() < limit && seen < MOST_SEEN) {
            List<RecordedEvent> next = read(filter.filter() == null ? limit - found.size() : portion);
            next.stream()
                    .takeWhile(event -> found.size() < limit && event.position() <= last)
                    .forEach(this::see);
            ended = next.isEmpty() || position >= Math.min(head, last) || isBehindLast(next);
            portion = Math.min(2 * portion, LARGEST_READ);
        }
    }

    /** Whether the next event is not wanted any more. */
    private boolean isBehindLast(List<RecordedEvent> read) {
        return read.stream()
                .filter(event -> event.position() > position)
                .findFirst()
                .filter(next -> next.position() > last)
                .isPresent();
    }

    private List<RecordedEvent> read(int most) {
        return filter.stream() == null ? log.read(position, most) : log.readStream(filter.stream(), position, most);
    }

    private void see(RecordedEvent event) {
        position = event.position();
        seen++;
        if (filter.filter() == null || filter.filter().test(event)) {
            found.add(event);
        }
    }

    List<RecordedEvent> found() {
        return found;
    }

    /** Whether it has come to the last that is wanted, or to the head as it was when the scan began or later. */
    boolean hasEnded() {
        return ended;
    }

    /** There is nothing to be found up to it but what was. */
    long position() {
        return position;
    }

    /** How far the events went that this is about. */
    long reached() {
        return seen == 0 ? head : Math.max(head, position);
    }
}
