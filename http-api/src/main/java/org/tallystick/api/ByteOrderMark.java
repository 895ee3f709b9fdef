package org.tallystick.api;

import java.util.Arrays;

/** What some editors and spreadsheets put before UTF-8 text, and RFC 8259 lets a reader of JSON pass over. */
public final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final String DECODED = "\uFEFF";

    private ByteOrderMark() {}

    public static byte[] skippedIn(byte[] bytes) {
        return startsIn(bytes) ? Arrays.copyOfRange(bytes, UTF_8.length, bytes.length) : bytes;
    }

    public static String skippedIn(String text) {
        return text.startsWith(DECODED) ? text.substring(DECODED.length()) : text;
    }

    private static boolean startsIn(byte[] bytes) {
        return bytes.length >= UTF_8.length && bytes[0] == UTF_8[0] && bytes[1] == UTF_8[1] && bytes[2] == UTF_8[2];
    }
}
