package org.tallystick.storage;

/** Lower-case hexadecimal digits, checked without a stream: this runs for each identifier of each event that is read. */
public final class LowerHex {
    private LowerHex() {}

    /** Whether there are only digits and letters from a to f, from an index to the end of the text. */
    public static boolean isAll(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char each = text.charAt(i);
            if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
                return false;
            }
        }
        return true;
    }
}
