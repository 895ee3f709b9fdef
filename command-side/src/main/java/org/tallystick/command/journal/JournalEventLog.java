package org.tallystick.command.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tallystick.events.DamagedEventsException;
import org.tallystick.events.EventLog;
import org.tallystick.events.RecordedEvent;

/** Reads the journal in the order of positions: from memory at the head of the writing process, else from the store. */
final class JournalEventLog implements EventLog {
    private static final Duration POLL = Duration.ofMillis(25);

    private final JournalTable table;
    private final UnitCodec codec;
    private final RecentUnits recent;
    private final DurableHead head;
    private final StreamReader streams;
    private final BooleanSupplier writing;

    JournalEventLog(
            JournalTable table,
            UnitCodec codec,
            RecentUnits recent,
            DurableHead head,
            StreamReader streams,
            BooleanSupplier writing) {
        this.table = table;
        this.codec = codec;
        this.recent = recent;
        this.head = head;
        this.streams = streams;
        this.writing = writing;
    }

    @Override
    public long head() {
        return writing.getAsBoolean() ? head.position() : table.head();
    }

    @Override
    public List<RecordedEvent> read(long afterPosition, int maxEvents) {
        long durable = head();
        if (afterPosition >= durable) {
            return List.of();
        }
        List<RecordedEvent> events = new ArrayList<>(Math.min(maxEvents, 1_024));
        if (!readRecent(afterPosition, durable, maxEvents, events)) {
            for (JournalRow row : table.rowsAfter(afterPosition, maxEvents)) {
                append(codec.decode(row), afterPosition, maxEvents, events);
            }
        }
        requireDense(afterPosition, events);
        return events;
    }

    private boolean readRecent(long after, long durable, int maxEvents, List<RecordedEvent> events) {
        long position = after;
        while (events.size() < maxEvents && position < durable) {
            Optional<RecordedUnit> next = recent.following(position);
            if (next.isEmpty()) {
                return !events.isEmpty();
            }
            append(next.get(), position, maxEvents, events);
            position = next.get().position();
        }
        return true;
    }

    private static void append(RecordedUnit unit, long after, int maxEvents, List<RecordedEvent> events) {
        for (RecordedEvent event : unit.events()) {
            if (event.position() > after && events.size() < maxEvents) {
                events.add(event);
            }
        }
    }

    private static void requireDense(long after, List<RecordedEvent> events) {
        long expected = after;
        for (RecordedEvent event : events) {
            if (event.position() != ++expected) {
                throw new DamagedEventsException(
                        "the journal lacks the events from position " + expected + " to " + (event.position() - 1),
                        event.position() - 1,
                        null);
            }
        }
    }

    @Override
    public List<RecordedEvent> readStream(String stream, long afterPosition, int maxEvents) {
        return streams.readDurable(stream, afterPosition, maxEvents, head());
    }

    @Override
    public boolean awaitBeyond(long position, Duration timeout) throws InterruptedException {
        if (writing.getAsBoolean()) {
            return head.awaitBeyond(position, timeout);
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        while (head() <= position) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, POLL.toNanos()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }
}
