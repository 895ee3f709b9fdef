package org.tallystick.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what somebody meant who has mistyped a name. */
public final class NearestName {
    private NearestName() {}

    /** The known name that begins like the given one, or else differs from it in less than half of its letters. */
    public static Optional<String> to(String given, Collection<String> known) {
        return known.stream()
                .filter(each -> each.startsWith(given))
                .min(Comparator.comparingInt(String::length))
                .or(() -> known.stream()
                        .filter(each -> 2 * distance(given, each) <= given.length())
                        .min(Comparator.comparingInt(each -> distance(given, each))));
    }

    /** How many letters must be added, removed or changed to make one of the other (Levenshtein). */
    static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[right.length()];
    }
}
