package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The values of a condition {@code column IN (?, ...)}. Their number is a power of two, the last repeated as often as it
 * takes: a database plans each text of a statement anew, and so there are few texts.
 */
public final class InList {
    private final List<Object> values;

    /** Several for values that are too many for one statement; none for none. @param most in each */
    public static List<InList> parts(List<?> values, int most) {
        List<InList> parts = new ArrayList<>();
        for (int from = 0; from < values.size(); from += most) {
            parts.add(new InList(values.subList(from, Math.min(values.size(), from + most))));
        }
        return parts;
    }

    /** @param values at least one */
    public InList(Collection<?> values) {
        List<Object> all = new ArrayList<>(values);
        Object last = all.get(all.size() - 1);
        int size = all.size() == 1 ? 1 : 2 * Integer.highestOneBit(all.size() - 1);
        all.addAll(Collections.nCopies(size - all.size(), last));
        this.values = List.copyOf(all);
    }

    /** What follows the name of the column. */
    public String sql() {
        return " IN (?" + ", ?".repeat(values.size() - 1) + ")";
    }

    /** In the order of the marks. */
    public List<Object> arguments() {
        return values;
    }
}
