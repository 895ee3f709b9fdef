package org.tallystick.readmodels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statement of a list that walks along one index and stops at its limit, whatever the number of rows behind it. For
 * that, H2 must be told to sort by all columns of the index up to the last that matters, those with one value included.
 */
public final class IndexWalk {
    private final String from;
    private final List<String> columns = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> arguments = new ArrayList<>();

    /** @param from the table whose index it is, and what is joined to each of its rows */
    public IndexWalk(String from) {
        this.from = from;
    }

    /** The next column of the index has this value. */
    public IndexWalk equal(String column, Object value) {
        columns.add(column);
        return and(column + " = ?", value);
    }

    /** The next column of the index is what the list is sorted by. */
    public IndexWalk sortedBy(String column) {
        columns.add(column);
        return this;
    }

    public IndexWalk and(String condition, Object... values) {
        conditions.add(condition);
        arguments.addAll(Arrays.asList(values));
        return this;
    }

    /** Only where there is such a value. */
    public IndexWalk andGiven(String condition, @Nullable Object value) {
        return value == null ? this : and(condition, value);
    }

    public String sql(String selected, boolean descending, int limit) {
        String direction = descending ? " DESC" : "";
        return "SELECT " + selected + " FROM " + from + " WHERE " + String.join(" AND ", conditions) + " ORDER BY "
                + columns.stream().map(column -> column + direction).collect(Collectors.joining(", ")) + " LIMIT "
                + limit;
    }

    public Object[] arguments() {
        return arguments.toArray();
    }
}
