package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes rows that may exist already, in batches, with statements that every database knows: an update, and an insert of
 * the rows that it did not find. Sound because one thread writes a version.
 */
public final class Rows {
    private final JdbcTemplate jdbc;
    private final String update;
    private final String insert;
    private final int keys;

    private Rows(JdbcTemplate jdbc, String table, List<String> keys, List<String> values, String assignment) {
        this.jdbc = jdbc;
        this.keys = keys.size();
        this.update = "UPDATE " + table + " SET "
                + values.stream().map(assignment::formatted).collect(Collectors.joining(", ")) + " WHERE "
                + keys.stream().map(key -> key + " = ?").collect(Collectors.joining(" AND "));
        List<String> all = new ArrayList<>(keys);
        all.addAll(values);
        this.insert = insertion(table, all);
    }

    private static String insertion(String table, List<String> columns) {
        return "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + columns.stream().map(column -> "?").collect(Collectors.joining(", ")) + ")";
    }

    /** Writes rows that are new. @param columns such as {@code "ledger, address"} */
    public static void insert(Tables tables, String table, String columns, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            tables.jdbc().batchUpdate(insertion(tables.name(table), columns(columns)), rows);
        }
    }

    /** Rows whose values take the place of what is there. */
    public static Rows replacing(JdbcTemplate jdbc, String table, List<String> keys, List<String> values) {
        return new Rows(jdbc, table, keys, values, "%s = ?");
    }

    /** Rows whose values are added to what is there. */
    public static Rows adding(JdbcTemplate jdbc, String table, List<String> keys, List<String> values) {
        return new Rows(jdbc, table, keys, values, "%1$s = %1$s + ?");
    }

    /** @param rows each with its keys first, then its values; no two with the same keys */
    public void write(List<Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        int[] found =
                jdbc.batchUpdate(update, rows.stream().map(this::valuesFirst).toList());
        List<Object[]> absent = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0) {
                absent.add(rows.get(i));
            }
        }
        if (!absent.isEmpty()) {
            jdbc.batchUpdate(insert, absent);
        }
    }

    private Object[] valuesFirst(Object[] row) {
        Object[] turned = new Object[row.length];
        System.arraycopy(row, keys, turned, 0, row.length - keys);
        System.arraycopy(row, 0, turned, row.length - keys, keys);
        return turned;
    }

    /** The columns of a list such as {@code "ledger, address"}. */
    public static List<String> columns(String list) {
        return Arrays.asList(list.split(", "));
    }
}
