package org.tallystick.command.journal;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the index will learn from units that are in the journal, or on their way into it, but not in the index yet. Two
 * blocks: one that grows, and one that is being written. Guarded by itself, since lanes, journal and index writer meet
 * here.
 */
final class IndexTail {
    private Block growing = new Block();
    private Block flushing = new Block();
    private int size;

    synchronized void add(AppendedUnit appended) {
        for (String stream : appended.streams()) {
            growing.positions
                    .computeIfAbsent(stream, key -> new PositionBlock())
                    .add(appended.position());
            size++;
        }
        appended.holdChanges().forEach(change -> growing.holds.put(change.stream(), change.expiresAtMicros()));
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

    /** What became of holds with an end: when they expire, or null for those that are over. */
    synchronized Map<String, Long> holds() {
        Map<String, Long> holds = new HashMap<>(flushing.holds);
        holds.putAll(growing.holds);
        return holds;
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
    }

    /** What one write of the index covers. Not changed any more once it is taken. */
    static final class Block {
        final Map<String, PositionBlock> positions = new LinkedHashMap<>();
        final Map<String, Long> holds = new HashMap<>();
        long upTo;
    }
}
