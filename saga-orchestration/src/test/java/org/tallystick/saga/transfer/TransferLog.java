package org.tallystick.saga.transfer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;
import org.tallystick.events.TransferEvent;

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
    public List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        return events;
    }

    @Override
    public boolean awaitBeyond(long position, Duration timeout) {
        throw new UnsupportedOperationException();
    }
}
