package org.tallystick.command.journal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.tallystick.events.codec.Leb128;

/**
 * Where the units of many transactions stand whose identifiers were minted one after the other. Stored as the number of
 * entries (LEB128), their identifiers in ascending order (16 bytes each), then for each of them by how much its position is
 * below the highest in the block (LEB128).
 *
 * @param lastPosition the highest position in the block
 */
record TransactionBlock(MintedId first, MintedId last, long lastPosition, byte[] entries) {
    /** From the first to the last identifier of a block it is no longer, so that a look-up knows where to end. */
    static final long SPAN_MILLIS = 1_000;

    /** Together with its key a block fits on one page of PostgreSQL, even if each position takes ten bytes. */
    private static final int MOST_ENTRIES = 280;

    private record Entry(MintedId id, long position) {}

    /** Cuts what one write of the index covers into blocks. */
    static List<TransactionBlock> of(SortedMap<MintedId, PositionBlock> positions) {
        List<TransactionBlock> blocks = new ArrayList<>();
        List<Entry> gathered = new ArrayList<>();
        for (Map.Entry<MintedId, PositionBlock> transaction : positions.entrySet()) {
            MintedId id = transaction.getKey();
            for (long position : transaction.getValue().toArray()) {
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

    private static boolean isNear(MintedId first, MintedId id) {
        return first.ledger().equals(id.ledger()) && id.millis() - first.millis() < SPAN_MILLIS;
    }

    private static TransactionBlock block(List<Entry> entries) {
        long highest = entries.stream().mapToLong(Entry::position).max().orElseThrow();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(entries.size() * (MintedId.BYTES + 4) + 8);
        Leb128.write(entries.size(), bytes);
        entries.forEach(entry -> bytes.writeBytes(entry.id().bytes()));
        entries.forEach(entry -> Leb128.write(highest - entry.position(), bytes));
        return new TransactionBlock(
                entries.get(0).id(), entries.get(entries.size() - 1).id(), highest, bytes.toByteArray());
    }

    /** The positions of a transaction in a stored block. */
    static LongStream positions(MintedId id, long lastPosition, byte[] entries) {
        byte[] wanted = id.bytes();
        Leb128.Reader numbers = new Leb128.Reader(entries);
        int size = (int) numbers.next();
        int ids = numbers.position();
        numbers.skip(size * MintedId.BYTES);
        LongStream.Builder found = LongStream.builder();
        for (int i = 0; i < size; i++) {
            long position = lastPosition - numbers.next();
            int at = ids + i * MintedId.BYTES;
            if (Arrays.equals(entries, at, at + MintedId.BYTES, wanted, 0, MintedId.BYTES)) {
                found.add(position);
            }
        }
        return found.build();
    }
}
