package org.tallystick.storage;

import java.io.ByteArrayOutputStream;

/** Numbers from 0 in base 128 with the low bits first, bit 7 set when more follow: unsigned LEB128 as DWARF defines it. */
public final class Leb128 {
    private Leb128() {}

    public static void write(long number, ByteArrayOutputStream bytes) {
        long rest = number;
        while (rest >>> 7 != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** Reads numbers that stand one after the other. */
    public static final class Reader {
        private final byte[] bytes;
        private int next;

        public Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        /** The index of the byte that is read next. */
        public int position() {
            return next;
        }

        /** Passes by bytes that are no numbers. */
        public void skip(int length) {
            next += length;
        }

        public boolean hasNext() {
            return next < bytes.length;
        }

        /** @throws ArrayIndexOutOfBoundsException when the bytes end within a number */
        public long next() {
            long number = 0;
            int shift = 0;
            byte each;
            do {
                each = bytes[next++];
                number |= (long) (each & 0x7F) << shift;
                shift += 7;
            } while (each < 0);
            return number;
        }
    }
}
