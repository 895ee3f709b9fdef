package org.tallystick.readmodels;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The rows of a batch by columns, as PostgreSQL takes them in one statement: the columns are arrays. A column without any
 * value has no type and is left out: it is NULL in the statement.
 */
final class ColumnArrays {
    /** Every whole number of so many digits is a long. */
    private static final int DIGITS_OF_LONG = 18;

    private final List<String> columns;
    private final Map<String, Column> given;

    private ColumnArrays(List<String> columns, Map<String, Column> given) {
        this.columns = columns;
        this.given = given;
    }

    private record Column(String type, Object[] values) {}

    static ColumnArrays of(List<String> columns, List<Object[]> rows) {
        Map<String, Column> given = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            int index = i;
            Object[] values = rows.stream().map(row -> row[index]).toArray();
            Column column = column(values);
            if (column != null) {
                given.put(columns.get(i), column);
            }
        }
        return new ColumnArrays(columns, given);
    }

    private static @Nullable Column column(Object[] values) {
        Object first = null;
        for (int i = 0; first == null && i < values.length; i++) {
            first = values[i];
        }
        if (first == null) {
            return null;
        } else if (first instanceof BigDecimal) {
            return numbers(values);
        } else if (first instanceof Long) {
            return new Column("int8", typed(values, new Long[values.length]));
        } else if (first instanceof Integer) {
            return new Column("int4", typed(values, new Integer[values.length]));
        } else if (first instanceof Boolean) {
            return new Column("bool", typed(values, new Boolean[values.length]));
        } else if (first instanceof byte[]) {
            return new Column("bytea", typed(values, new byte[values.length][]));
        }
        return new Column("text", typed(values, new String[values.length]));
    }

    /** Nearly all amounts fit into a long, which the driver sends in fewer bytes and the database need not parse. */
    private static Column numbers(Object[] values) {
        Long[] longs = new Long[values.length];
        for (int i = 0; i < values.length; i++) {
            BigDecimal number = (BigDecimal) values[i];
            if (number != null && number.precision() > DIGITS_OF_LONG) {
                return new Column("numeric", typed(values, new BigDecimal[values.length]));
            }
            longs[i] = number == null ? null : Long.valueOf(number.longValueExact());
        }
        return new Column("int8", longs);
    }

    private static Object[] typed(Object[] values, Object[] typed) {
        System.arraycopy(values, 0, typed, 0, values.length);
        return typed;
    }

    /** The rows as a table {@code r} of a statement. */
    String source() {
        return given.values().stream()
                .map(column -> "?::" + column.type + "[]")
                .collect(Collectors.joining(", ", "unnest(", ") AS r(" + String.join(", ", given.keySet()) + ")"));
    }

    /** The value of a column in a statement over {@link #source}. */
    String value(String column) {
        return given.containsKey(column) ? "r." + column : "NULL";
    }

    String insertion(String table) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") SELECT "
                + columns.stream().map(this::value).collect(Collectors.joining(", ")) + " FROM " + source();
    }

    /** @return how many rows were written */
    int execute(JdbcTemplate jdbc, String sql) {
        return Objects.requireNonNull(jdbc.execute((ConnectionCallback<Integer>) connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                int index = 0;
                for (Column column : given.values()) {
                    statement.setArray(++index, connection.createArrayOf(column.type, column.values));
                }
                return statement.executeUpdate();
            }
        }));
    }
}
