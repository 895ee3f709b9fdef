package org.tallystick.eventstore.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.RecordedUnit;

/** Finds the units and events of one stream: by what the index holds, then by what it does not hold yet. */
final class StreamReader {
    private static final int DECODED_EVENTS = 100_000;

    private final JournalTable table;
    private final StreamIndexTable index;
    private final IndexTail tail;
    private final RecentUnits recent;
    private final UnitCodec codec;
    private final ThreadLocal<KnownStreams> known = ThreadLocal.withInitial(KnownStreams::new);
    private final DecodedUnits decoded = new DecodedUnits(DECODED_EVENTS);

    StreamReader(JournalTable table, StreamIndexTable index, IndexTail tail, RecentUnits recent, UnitCodec codec) {
        this.table = table;
        this.index = index;
        this.tail = tail;
        this.recent = recent;
        this.codec = codec;
    }

    /** Looks the streams up all at once; this thread then knows of those that do not exist until it is told otherwise. */
    void prefetch(Set<String> unknown) {
        Set<String> absent = new HashSet<>(unknown);
        absent.removeIf(tail::contains);
        if (!absent.isEmpty()) {
            absent.removeAll(index.present(absent));
        }
        known.get().setAbsent(absent);
    }

    void appended(List<String> streams) {
        known.get().appended(streams);
    }

    void forgetPrefetched() {
        known.get().setAbsent(Set.of());
    }

    boolean exists(String stream) {
        KnownStreams here = known.get();
        if (here.isPresent(stream)) {
            return true;
        }
        if (here.isAbsent(stream)) {
            return false;
        }
        if (tail.contains(stream)) {
            return true;
        }
        boolean indexed = index.contains(stream);
        if (indexed) {
            here.addPresent(stream);
        }
        return indexed;
    }

    /** The ascending positions above {@code after} of all units with events of the stream, durable or not. */
    long[] positions(String stream, long after) {
        if (known.get().isAbsent(stream)) {
            return new long[0];
        }
        long[] fresh = tail.positions(stream, after);
        long[] indexed = index.positions(stream, after);
        return fresh.length == 0 ? indexed : merged(indexed, fresh);
    }

    /**
     * The ascending positions of the units that tell an account as it is now: its opening, the last change of its state, and
     * its last event. None when there is no such account.
     *
     * @param states leads to the units that told its whole state
     */
    long[] decisive(String stream, String states) {
        if (known.get().isAbsent(stream)) {
            return new long[0];
        }
        long[] fresh = tail.positions(stream, 0);
        LongStream freshLast = fresh.length == 0 ? LongStream.empty() : LongStream.of(fresh[fresh.length - 1]);
        LongStream freshStates = ends(tail.positions(states, 0));
        LongStream indexed = Arrays.stream(index.decisive(stream, states));
        return LongStream.concat(indexed, LongStream.concat(freshStates, freshLast))
                .sorted()
                .distinct()
                .toArray();
    }

    private static LongStream ends(long[] positions) {
        return positions.length == 0
                ? LongStream.empty()
                : LongStream.of(positions[0], positions[positions.length - 1]);
    }

    private static long[] merged(long[] indexed, long[] fresh) {
        return LongStream.concat(Arrays.stream(indexed), Arrays.stream(fresh))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The events of the stream in the units at these positions, read in portions. */
    Iterator<RecordedEvent> events(String stream, long[] positions) {
        return new EventIterator(stream, positions);
    }

    Optional<RecordedUnit> unitAt(long position) {
        return Optional.of(position)
                .flatMap(this::inMemory)
                .or(() -> table.rowsAt(new long[] {position}, 0, 1).stream()
                        .findFirst()
                        .map(this::decode));
    }

    private Optional<RecordedUnit> inMemory(long position) {
        return recent.at(position).or(() -> decoded.at(position));
    }

    private RecordedUnit decode(JournalRow row) {
        RecordedUnit unit = codec.decode(row);
        decoded.add(unit);
        return unit;
    }

    /**
     * Events of a stream.
     *
     * @param upTo when they are fewer than asked for, there is no other one up to this position
     */
    record Known(List<RecordedEvent> events, long upTo) {}

    /**
     * The first events of the stream after a position, none beyond the durable head, as far as they are known without
     * reading the journal: a process that does not write knows what the index has.
     */
    Known readKnown(String stream, long after, int maxEvents, long durable) {
        // In this order: what leaves memory meanwhile is in the index by then.
        Optional<long[]> fresh = tail.allPositions(stream, after);
        long upTo = fresh.isPresent() ? durable : Math.min(durable, index.progress());
        long[] indexed = index.positions(stream, after, maxEvents);
        Iterator<RecordedEvent> all = events(stream, merged(indexed, fresh.orElse(new long[0])));
        List<RecordedEvent> events = new ArrayList<>();
        while (all.hasNext() && events.size() < maxEvents) {
            RecordedEvent event = all.next();
            if (event.position() > upTo) {
                break;
            }
            if (event.position() > after) {
                events.add(event);
            }
        }
        return new Known(events, upTo);
    }

    private final class EventIterator implements Iterator<RecordedEvent> {
        private final String stream;
        private final long[] positions;
        private int nextPosition;
        private Iterator<RecordedEvent> portion = List.<RecordedEvent>of().iterator();

        EventIterator(String stream, long[] positions) {
            this.stream = stream;
            this.positions = positions;
        }

        @Override
        public boolean hasNext() {
            while (!portion.hasNext() && nextPosition < positions.length) {
                portion = nextPortion().iterator();
            }
            return portion.hasNext();
        }

        @Override
        public RecordedEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return portion.next();
        }

        private List<RecordedEvent> nextPortion() {
            Optional<RecordedUnit> inMemory = inMemory(positions[nextPosition]);
            List<RecordedEvent> events = new ArrayList<>();
            if (inMemory.isPresent()) {
                nextPosition++;
                collect(inMemory.get(), events);
                return events;
            }
            int to = Math.min(positions.length, nextPosition + JournalTable.positionsPerQuery());
            int from = nextPosition;
            while (nextPosition < to && inMemory(positions[nextPosition]).isEmpty()) {
                nextPosition++;
            }
            if (nextPosition == from) {
                nextPosition++;
            }
            table.rowsAt(positions, from, nextPosition).forEach(row -> collect(decode(row), events));
            return events;
        }

        private void collect(RecordedUnit unit, List<RecordedEvent> events) {
            for (RecordedEvent event : unit.events()) {
                if (event.stream().equals(stream)) {
                    events.add(event);
                }
            }
        }
    }
}
