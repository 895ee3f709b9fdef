package org.tallystick.eventstore.journal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.tallystick.storage.Leb128;

/** An ascending list of positions, and its stored form: differences in base-128 with the low bits first (LEB128). */
final class PositionBlock {
    private long[] positions = new long[2];
    private int size;

    /** Adds a position that is not below the last one; the same one twice counts once. */
    void add(long position) {
        if (size > 0 && positions[size - 1] == position) {
            return;
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
        }
        positions[size++] = position;
    }

    long last() {
        return positions[size - 1];
    }

    long[] toArray() {
        return Arrays.copyOf(positions, size);
    }

    byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size + 8);
        long previous = 0;
        for (int i = 0; i < size; i++) {
            Leb128.write(positions[i] - previous, bytes);
            previous = positions[i];
        }
        return bytes.toByteArray();
    }

    static long[] decode(byte[] bytes) {
        PositionBlock block = new PositionBlock();
        long previous = 0;
        Leb128.Reader differences = new Leb128.Reader(bytes);
        while (differences.hasNext()) {
            previous += differences.next();
            block.add(previous);
        }
        return block.toArray();
    }
}
