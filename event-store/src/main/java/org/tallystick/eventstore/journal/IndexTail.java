package org.tallystick.eventstore.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the index will learn from units that are in the journal, or on their way into it, but not in the index yet. Two
 * blocks: one that grows, and one that is being written. Guarded by itself, since lanes, journal and index writer meet
 * here.
 */
final class IndexTail {
    private Block growing = new Block();
    private Block flushing = new Block();
    private int size;
    private boolean complete;

    synchronized void add(IndexedUnit appended) {
        for (String stream : appended.streams()) {
            growing.positions
                    .computeIfAbsent(stream, key -> new PositionBlock())
                    .add(appended.position());
            size++;
        }
        growing.dueTimes.putAll(appended.dueTimes());
        growing.upTo = appended.position();
    }

    synchronized boolean contains(String stream) {
        return growing.positions.containsKey(stream) || flushing.positions.containsKey(stream);
    }

    /** The ascending positions above {@code after} of the units with events of the stream. */
    synchronized long[] positions(String stream, long after) {
        PositionBlock merged = new PositionBlock();
        for (Block block : new Block[] {flushing, growing}) {
            PositionBlock positions = block.positions.get(stream);
            if (positions != null) {
                for (long position : positions.toArray()) {
                    if (position > after) {
                        merged.add(position);
                    }
                }
            }
        }
        return merged.toArray();
    }

    /** The same, or nothing when there may be more that the index lacks, so that only the journal tells. */
    synchronized Optional<long[]> allPositions(String stream, long after) {
        return complete ? Optional.of(positions(stream, after)) : Optional.empty();
    }

    /** It has all that the index lacks, as the writer has read it and goes on with it. */
    synchronized void setComplete() {
        complete = true;
    }

    /** From when on something is due for streams, in microseconds; null for those for which nothing is any more. */
    synchronized Map<String, @Nullable Long> dueTimes() {
        Map<String, @Nullable Long> times = new HashMap<>(flushing.dueTimes);
        times.putAll(growing.dueTimes);
        return times;
    }

    /** The streams whose names start so, each with the position of its last unit. */
    synchronized Map<String, Long> startingWith(String prefix) {
        Map<String, Long> streams = new HashMap<>();
        for (Block block : new Block[] {flushing, growing}) {
            block.positions.forEach((stream, positions) -> {
                if (stream.startsWith(prefix)) {
                    streams.put(stream, positions.last());
                }
            });
        }
        return streams;
    }

    /** Entries that wait to be written: streams times units. */
    synchronized int size() {
        return size;
    }

    /** Takes what has grown, to be written; it stays visible here until {@link #flushed}. */
    synchronized Block takeGrowing() {
        flushing = growing;
        growing = new Block();
        size = 0;
        return flushing;
    }

    synchronized void flushed() {
        flushing = new Block();
    }

    /** Forgets everything; what is in the journal is read from it again. */
    synchronized void clear() {
        growing = new Block();
        flushing = new Block();
        size = 0;
        complete = false;
    }

    /** What one write of the index covers. Not changed any more once it is taken. */
    static final class Block {
        final Map<String, PositionBlock> positions = new LinkedHashMap<>();
        final Map<String, @Nullable Long> dueTimes = new HashMap<>();
        long upTo;
    }
}
