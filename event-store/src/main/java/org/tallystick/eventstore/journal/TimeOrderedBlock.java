package org.tallystick.eventstore.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.tallystick.storage.Leb128;

/**
 * Where the units of many streams stand whose identifiers were made one after the other. Stored as the number of
 * entries (LEB128), their identifiers in ascending order (16 bytes each), then for each of them by how much its position is
 * below the highest in the block (LEB128).
 *
 * @param lastPosition the highest position in the block
 */
record TimeOrderedBlock(TimeOrderedId first, TimeOrderedId last, long lastPosition, byte[] entries) {
    /** From the first to the last identifier of a block it is no longer, so that a look-up knows where to end. */
    static final long SPAN_MILLIS = 1_000;

    /** Together with its key a block fits on one page of PostgreSQL, even if each position takes ten bytes. */
    private static final int MOST_ENTRIES = 280;

    private record Entry(TimeOrderedId id, long position) {}

    /** Cuts what one write of the index covers into blocks. */
    static List<TimeOrderedBlock> of(SortedMap<TimeOrderedId, PositionBlock> positions) {
        List<TimeOrderedBlock> blocks = new ArrayList<>();
        List<Entry> gathered = new ArrayList<>();
        for (Map.Entry<TimeOrderedId, PositionBlock> stream : positions.entrySet()) {
            TimeOrderedId id = stream.getKey();
            for (long position : stream.getValue().toArray()) {
                if (!gathered.isEmpty()
                        && (gathered.size() == MOST_ENTRIES
                                || !isNear(gathered.get(0).id(), id))) {
                    blocks.add(block(gathered));
                    gathered.clear();
                }
                gathered.add(new Entry(id, position));
            }
        }
        if (!gathered.isEmpty()) {
            blocks.add(block(gathered));
        }
        return blocks;
    }

    private static boolean isNear(TimeOrderedId first, TimeOrderedId id) {
        return first.scope().equals(id.scope()) && id.millis() - first.millis() < SPAN_MILLIS;
    }

    private static TimeOrderedBlock block(List<Entry> entries) {
        long highest = entries.stream().mapToLong(Entry::position).max().orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * (TimeOrderedId.BYTES + 4) + 8);
        Leb128.write(entries.size(), bytes);
        entries.forEach(entry -> bytes.writeBytes(entry.id().bytes()));
        entries.forEach(entry -> Leb128.write(highest - entry.position(), bytes));
        return new TimeOrderedBlock(
                entries.get(0).id(), entries.get(entries.size() - 1).id(), highest, bytes.toByteArray());
    }

    /** The positions of a stream in a stored block. */
    static LongStream positions(TimeOrderedId id, long lastPosition, byte[] entries) {
        byte[] wanted = id.bytes();
        Leb128.Reader numbers = new Leb128.Reader(entries);
        int size = (int) numbers.next();
        int ids = numbers.position();
        numbers.skip(size * TimeOrderedId.BYTES);
        LongStream.Builder found = LongStream.builder();
        for (int i = 0; i < size; i++) {
            long position = lastPosition - numbers.next();
            int at = ids + i * TimeOrderedId.BYTES;
            if (Arrays.equals(entries, at, at + TimeOrderedId.BYTES, wanted, 0, TimeOrderedId.BYTES)) {
                found.add(position);
            }
        }
        return found.build();
    }
}
