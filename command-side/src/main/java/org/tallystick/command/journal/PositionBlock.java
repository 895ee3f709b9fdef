package org.tallystick.command.journal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

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
            long rest = positions[i] - previous;
            previous = positions[i];
            while (rest >= 0x80) {
                bytes.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            bytes.write((int) rest);
        }
        return bytes.toByteArray();
    }

    static long[] decode(byte[] bytes) {
        PositionBlock block = new PositionBlock();
        long previous = 0;
        int i = 0;
        while (i < bytes.length) {
            long difference = 0;
            int shift = 0;
            byte next;
            do {
                next = bytes[i++];
                difference |= (long) (next & 0x7F) << shift;
                shift += 7;
            } while (next < 0);
            previous += difference;
            block.add(previous);
        }
        return block.toArray();
    }
}
