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
