package org.tallystick.readmodels;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.tallystick.storage.Database;

/**
 * The values of a condition {@code column IN (?, ...)}. Their number is a power of two, the last repeated as often as it
 * takes: a database plans each text of a statement anew, and so there are few texts.
 */
public final class InList {
    private final List<Object> values;

    /**
     * Several for values that are too many for one statement; none for none.
     *
     * @param most in each
     */
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

    /** A condition with the values of its marks. */
    public record Condition(String sql, List<Object> arguments) {}

    /**
     * That a column has one value and the next one of its index any of these. H2 is asked for pairs: asked for each column by
     * itself, it would walk all rows that have the one value.
     */
    public Condition with(Database database, String column, Object value, String next) {
        List<Object> all = new ArrayList<>();
        if (database == Database.H2 && values.size() > 1) {
            values.forEach(each -> {
                all.add(value);
                all.add(each);
            });
            String pairs = "(?, ?)" + ", (?, ?)".repeat(values.size() - 1);
            return new Condition("(" + column + ", " + next + ") IN (" + pairs + ")", all);
        }
        all.add(value);
        all.addAll(values);
        return new Condition(column + " = ? AND " + next + sql(), all);
    }
}
