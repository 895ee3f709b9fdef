package org.tallystick.readmodels;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.ParameterizedPreparedStatementSetter;
import org.tallystick.storage.Database;

/**
 * Writes the rows of a batch. On PostgreSQL they are one statement, or one {@code COPY} where all are new; on H2 they are
 * JDBC batches, and rows that may exist already an update and an insert of what it did not find. Sound because one thread
 * writes a version.
 */
public final class Rows {
    private static final int BATCH = 10_000;

    private final Tables tables;
    private final String table;
    private final List<String> keys;
    /** By column, what it is set to: made of the column and the new value. */
    private final Map<String, String> assignments;

    private Rows(Tables tables, String table, List<String> keys, Map<String, String> assignments) {
        this.tables = tables;
        this.table = table;
        this.keys = keys;
        this.assignments = assignments;
    }

    /**
     * Writes rows that are new.
     *
     * @param columns such as {@code "ledger, address"}
     */
    public static void insert(Tables tables, String table, String columns, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String name = tables.name(table);
        List<String> names = columns(columns);
        if (tables.database() == Database.POSTGRESQL) {
            tables.jdbc().execute((ConnectionCallback<Boolean>) connection -> {
                CopiedRows.insert(connection, name, names, rows);
                return true;
            });
        } else {
            batch(tables, insertion(name, names), rows, Function.identity());
        }
    }

    /** Rows whose values take the place of what is there. */
    public static Rows replacing(Tables tables, String table, List<String> keys, List<String> values) {
        return new Rows(tables, table, keys, assignments(values, "%2$s"));
    }

    /** Rows whose values are added to what is there. */
    public static Rows adding(Tables tables, String table, List<String> keys, List<String> values) {
        return new Rows(tables, table, keys, assignments(values, "%1$s + %2$s"));
    }

    /** Rows whose bytes are put behind what is there. */
    public static Rows appending(Tables tables, String table, List<String> keys, String bytes) {
        String added = tables.database() == Database.H2 ? "CAST(%2$s AS VARBINARY)" : "%2$s";
        return new Rows(tables, table, keys, assignments(List.of(bytes), "%1$s || " + added));
    }

    /** The same with one more value, which is written only where there is none. */
    public Rows filling(String column) {
        Map<String, String> more = new LinkedHashMap<>(assignments);
        more.put(column, "COALESCE(%1$s, %2$s)");
        return new Rows(tables, table, keys, more);
    }

    private static Map<String, String> assignments(List<String> values, String assignment) {
        Map<String, String> all = new LinkedHashMap<>();
        values.forEach(value -> all.put(value, assignment));
        return all;
    }

    /**
     * Changes rows that are there, and adds the others.
     *
     * @param rows each with its keys first, then its values; no two with the same keys
     */
    public void write(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        if (tables.database() == Database.POSTGRESQL) {
            String name = tables.name(table);
            ColumnArrays arrays = ColumnArrays.of(columns(), rows);
            arrays.execute(
                    tables.jdbc(),
                    arrays.insertion(name) + " ON CONFLICT (" + String.join(", ", keys) + ") DO UPDATE SET "
                            + set(name + ".", column -> "excluded." + column));
            return;
        }
        int[] found = batch(tables, update(), rows, this::valuesFirst);
        List<Object[]> absent = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0) {
                absent.add(rows.get(i));
            }
        }
        if (!absent.isEmpty()) {
            batch(tables, insertion(tables.name(table), columns()), absent, Function.identity());
        }
    }

    /**
     * Adds the rows that are not there, and leaves the others as they are.
     *
     * @param rows of keys alone; no two the same
     */
    public static void insertAbsent(Tables tables, String table, String keys, List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String name = tables.name(table);
        List<String> names = columns(keys);
        if (tables.database() == Database.POSTGRESQL) {
            ColumnArrays arrays = ColumnArrays.of(names, rows);
            arrays.execute(tables.jdbc(), arrays.insertion(name) + " ON CONFLICT DO NOTHING");
        } else {
            String merge = "MERGE INTO " + name + " (" + keys + ") KEY (" + keys + ") VALUES (" + places(names) + ")";
            batch(tables, merge, rows, Function.identity());
        }
    }

    /**
     * Changes rows that are there.
     *
     * @param rows each with its keys first, then its values; no two with the same keys
     * @return how many were there
     */
    public int update(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        if (tables.database() == Database.POSTGRESQL) {
            ColumnArrays arrays = ColumnArrays.of(columns(), rows);
            return arrays.execute(
                    tables.jdbc(),
                    "UPDATE " + tables.name(table) + " AS t SET " + set("t.", arrays::value) + " FROM "
                            + arrays.source() + " WHERE "
                            + keys.stream()
                                    .map(key -> "t." + key + " = " + arrays.value(key))
                                    .collect(Collectors.joining(" AND ")));
        }
        return Arrays.stream(batch(tables, update(), rows, this::valuesFirst)).sum();
    }

    private String update() {
        return "UPDATE " + tables.name(table) + " SET " + set("", column -> "?") + " WHERE "
                + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
    }

    private String set(String stored, Function<String, String> value) {
        return assignments.entrySet().stream()
                .map(each -> each.getKey() + " = "
                        + each.getValue().formatted(stored + each.getKey(), value.apply(each.getKey())))
                .collect(Collectors.joining(", "));
    }

    private List<String> columns() {
        List<String> all = new ArrayList<>(keys);
        all.addAll(assignments.keySet());
        return all;
    }

    private static String insertion(String name, List<String> columns) {
        return "INSERT INTO " + name + " (" + String.join(", ", columns) + ") VALUES (" + places(columns) + ")";
    }

    private static String places(List<String> columns) {
        return String.join(", ", Collections.nCopies(columns.size(), "?"));
    }

    private static int[] batch(
            Tables tables, String sql, List<Object[]> rows, Function<Object[], Object[]> inOrderOfStatement) {
        ParameterizedPreparedStatementSetter<Object[]> setter =
                (statement, row) -> set(statement, inOrderOfStatement.apply(row));
        return Arrays.stream(tables.jdbc().batchUpdate(sql, rows, BATCH, setter))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    private static void set(PreparedStatement statement, Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private Object[] valuesFirst(Object[] row) {
        Object[] turned = new Object[row.length];
        int values = row.length - keys.size();
        System.arraycopy(row, keys.size(), turned, 0, values);
        System.arraycopy(row, 0, turned, values, keys.size());
        return turned;
    }

    /** The columns of a list such as {@code "ledger, address"}. */
    public static List<String> columns(String list) {
        return Arrays.asList(list.split(", "));
    }
}
