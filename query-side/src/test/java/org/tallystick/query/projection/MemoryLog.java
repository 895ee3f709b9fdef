package org.tallystick.query.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransactionVoided;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

/** Events in memory. */
public final class MemoryLog implements EventLog {
    private static final LedgerName LEDGER = new LedgerName("l");

    private final List<RecordedEvent> events = new ArrayList<>();

    /** An event on the stream of a transaction. */
    void add(String id) {
        add(new TransactionVoided(LEDGER, new TransactionId(id)), Instant.EPOCH);
    }

    public synchronized void add(DomainEvent payload, Instant recordedAt) {
        long sequence = events.stream()
                .filter(event -> event.stream().equals(payload.stream()))
                .count();
        events.add(new RecordedEvent(events.size() + 1L, payload.stream(), sequence, recordedAt, payload, Map.of()));
        notifyAll();
    }

    @Override
    public synchronized long head() {
        return events.size();
    }

    @Override
    public synchronized List<RecordedEvent> read(long afterPosition, int maxEvents) {
        int to = (int) Math.min(events.size(), afterPosition + maxEvents);
        return List.copyOf(events.subList((int) Math.min(afterPosition, to), to));
    }

    @Override
    public synchronized List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        return events.stream()
                .filter(event -> event.stream().equals(stream) && event.position() > afterPosition)
                .limit(maxEvents)
                .toList();
    }

    @Override
    public synchronized boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
        if (events.size() <= position) {
            wait(timeout.toMillis());
        }
        return events.size() > position;
    }
}
