package org.tallystick.saga.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.TransferEvent;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/** The events of one transfer. */
final class TransferLog implements EventLog {
    private final List<RecordedEvent> events = new ArrayList<>();

    void add(TransferEvent event) {
        events.add(new RecordedEvent(size() + 1L, event.stream(), size(), Instant.EPOCH, event, Map.of()));
    }

    int size() {
        return events.size();
    }

    @Override
    public long head() {
        return size();
    }

    @Override
    public List<RecordedEvent> read(long afterPosition, int maxEvents) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<RecordedEvent> readUnits(long afterPosition, int maxEvents) {
        return read(afterPosition, maxEvents);
    }

    @Override
    public List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        return events.stream()
                .filter(event -> event.position() > afterPosition)
                .limit(maxEvents)
                .toList();
    }

    @Override
    public boolean awaitBeyond(long position, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
