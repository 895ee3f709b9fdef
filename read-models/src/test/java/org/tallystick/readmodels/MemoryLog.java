package org.tallystick.readmodels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/** Events in memory, each a unit of work by itself. */
public final class MemoryLog implements EventLog {
    private final List<RecordedEvent> events = new ArrayList<>();
    /** By the thread whose read of whole units is to throw them, once. */
    final Map<String, Error> errors = new ConcurrentHashMap<>();

    private long damaged;

    /** Something that happened to a stream, whatever it was. */
    void add(String stream) {
        add(stream, stream, Instant.EPOCH);
    }

    public synchronized void add(String stream, Object payload, Instant recordedAt) {
        long sequence =
                events.stream().filter(event -> event.stream().equals(stream)).count();
        events.add(new RecordedEvent(events.size() + 1L, stream, sequence, recordedAt, payload, Map.of()));
        notifyAll();
    }

    /** From now on the event at a position cannot be read. */
    public synchronized void damage(long position) {
        damaged = position;
    }

    private List<RecordedEvent> readable(List<RecordedEvent> asked) {
        if (asked.stream().anyMatch(event -> event.position() == damaged)) {
            throw new DamagedEventsException("damaged on purpose", damaged, null);
        }
        return List.copyOf(asked);
    }

    @Override
    public synchronized long head() {
        return events.size();
    }

    @Override
    public synchronized List<RecordedEvent> read(long afterPosition, int maxEvents) {
        int to = (int) Math.min(events.size(), afterPosition + maxEvents);
        return readable(events.subList((int) Math.min(afterPosition, to), to));
    }

    @Override
    public List<RecordedEvent> readUnits(long afterPosition, int maxEvents) {
        Error error = errors.remove(Thread.currentThread().getName());
        if (error != null) {
            throw error;
        }
        return read(afterPosition, maxEvents);
    }

    @Override
    public synchronized List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        return readable(events.stream()
                .filter(event -> event.stream().equals(stream) && event.position() > afterPosition)
                .limit(maxEvents)
                .toList());
    }

    @Override
    public synchronized boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
        if (events.size() <= position) {
            wait(timeout.toMillis());
        }
        return events.size() > position;
    }
}
