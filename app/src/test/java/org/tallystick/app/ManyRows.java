package org.tallystick.app;

import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Database;

/** Fills the tables of read models with more rows like those that are there: to make so many by commands would take hours. */
record ManyRows(Tables tables, int count) {
    private static final int AT_ONCE = 10_000;

    /**
     * Adds rows to a table, like one that it has.
     *
     * @param like the condition that this one row meets
     * @param values what is another value, by its column, as an expression that may use the number {@code n}, from 1
     */
    void add(String table, String like, Map<String, String> values) {
        JdbcTemplate jdbc = tables.jdbc();
        String name = tables.name(table);
        StringJoiner columns = new StringJoiner(", ");
        StringJoiner selected = new StringJoiner(", ");
        for (String column : columns(name)) {
            columns.add(column);
            selected.add(values.getOrDefault(column, "r." + column));
        }
        String sql = "INSERT INTO " + name + " (" + columns + ") SELECT " + selected + " FROM " + name
                + " r JOIN UNNEST(CAST(? AS BIGINT ARRAY)) AS s(n) ON TRUE WHERE " + like;
        for (long from = 1; from <= count; from += AT_ONCE) {
            Long[] numbers = LongStream.range(from, Math.min(count + 1L, from + AT_ONCE))
                    .boxed()
                    .toArray(Long[]::new);
            jdbc.update(sql, (Object) numbers);
        }
    }

    private Iterable<String> columns(String name) {
        return tables
                .jdbc()
                .queryForList(
                        "SELECT column_name FROM information_schema.columns WHERE LOWER(table_name) = ?"
                                + " ORDER BY ordinal_position",
                        String.class,
                        name)
                .stream()
                .map(String::toLowerCase)
                .collect(Collectors.toList());
    }

    /** As PostgreSQL does by itself after some time. */
    void analyze() {
        if (tables.database() == Database.POSTGRESQL) {
            tables.jdbc().execute("ANALYZE");
        }
    }
}
