package org.tallystick.eventstore.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tallystick.eventstore.DamagedEventsException;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;

/** Reads the journal in the order of positions: from memory at the head of the writing process, else from the store. */
final class JournalEventLog implements EventLog {
    private static final Duration POLL = Duration.ofMillis(25);
    /** So many events at a time are looked through for those of a stream. */
    private static final int SEARCHED_AT_ONCE = 1_000;

    private final JournalTable table;
    private final UnitCodec codec;
    private final RecentUnits recent;
    private final DurableHead head;
    private final StreamReader streams;
    private final BooleanSupplier writing;
    private final LargeUnits large = new LargeUnits();

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
        Optional<RecordedUnit> begun = large.around(afterPosition);
        if (begun.isPresent()) {
            append(begun.get(), afterPosition, maxEvents, events);
        } else if (!readRecent(afterPosition, durable, maxEvents, events)) {
            for (JournalRow row : table.rowsAfter(afterPosition, maxEvents)) {
                append(decoded(row, afterPosition + maxEvents), afterPosition, maxEvents, events);
            }
        }
        requireDense(afterPosition, durable, events);
        return events;
    }

    @Override
    public List<RecordedEvent> readUnits(long afterPosition, int maxEvents) {
        long durable = head();
        if (afterPosition >= durable) {
            return List.of();
        }
        List<RecordedEvent> events = new ArrayList<>(Math.min(maxEvents, 1_024));
        if (!readRecentUnits(afterPosition, durable, maxEvents, events)) {
            for (JournalRow row : table.rowsAfter(afterPosition, maxEvents)) {
                append(decoded(row, afterPosition + maxEvents), afterPosition, Integer.MAX_VALUE, events);
            }
        }
        requireDense(afterPosition, durable, events);
        return events;
    }

    /** One that is longer than was asked for is decoded once for all who read it. */
    private RecordedUnit decoded(JournalRow row, long askedUpTo) {
        return row.position() > askedUpTo ? large.decoded(row, codec) : codec.decode(row);
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

    private boolean readRecentUnits(long after, long durable, int maxEvents, List<RecordedEvent> events) {
        long position = after;
        while (position < durable) {
            Optional<RecordedUnit> next = recent.following(position);
            if (next.isEmpty() || !events.isEmpty() && next.get().position() - after > maxEvents) {
                return !events.isEmpty();
            }
            append(next.get(), position, Integer.MAX_VALUE, events);
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

    /** Nothing before the head is no end, but damage. */
    private static void requireDense(long after, long durable, List<RecordedEvent> events) {
        if (events.isEmpty()) {
            throw new DamagedEventsException(
                    "the journal lacks the events from position " + (after + 1) + " to " + durable, durable, null);
        }
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
        long durable = head();
        StreamReader.Known known = streams.readKnown(stream, afterPosition, maxEvents, durable);
        List<RecordedEvent> events = new ArrayList<>(known.events());
        long position = Math.max(afterPosition, known.upTo());
        while (events.size() < maxEvents && position < durable) {
            List<RecordedEvent> next = read(position, (int) Math.min(SEARCHED_AT_ONCE, durable - position));
            next.stream()
                    .filter(event -> event.stream().equals(stream))
                    .limit(maxEvents - events.size())
                    .forEach(events::add);
            position = next.get(next.size() - 1).position();
        }
        return events;
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
