package org.tallystick.values;

import java.util.function.IntPredicate;

/** Checks of every character of a text, without a stream: they run for each identifier of each event that is read. */
final class Characters {
    private Characters() {}

    static boolean all(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
