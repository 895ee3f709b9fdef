package org.tallystick.values;

import java.util.function.IntPredicate;

/** Checks of every character of a text, without a stream: they run for each identifier of each event that is read. */
public final class Characters {
    private Characters() {}

    static boolean all(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are only digits and letters from a to f, from an index to the end of the text. */
    public static boolean areLowerHex(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char each = text.charAt(i);
            if ((each < '0' || each > '9') && (each < 'a' || each > 'f')) {
                return false;
            }
        }
        return true;
    }
}
