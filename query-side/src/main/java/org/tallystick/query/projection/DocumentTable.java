package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;

/**
 * A table with one row for each stream: its id, the position of its first event, what it is listed by, and the state after its
 * events as JSON.
 *
 * @param table without the version
 * @param columns by which the rows are listed, see {@link NewestFirst}
 */
public record DocumentTable<S>(String table, Class<S> type, List<Column<S>> columns) {
    private static final int AT_ONCE = 500;

    /** @param type in SQL */
    public record Column<S>(String name, Function<Tables, String> type, Function<S, Object> value) {

        /** Of text; null for none. */
        public static <S> Column<S> text(String name, int length, Function<S, ?> value) {
            return new Column<>(name, tables -> tables.identifier(length), state -> orNull(value.apply(state)));
        }

        private static String orNull(Object value) {
            return value == null ? null : value.toString();
        }
    }

    /**
     * What a row says.
     *
     * @param position of the first event
     */
    public record Stored<S>(long position, S state) {}

    public String statement(Tables tables) {
        StringBuilder all = new StringBuilder();
        columns.forEach(column -> all.append(column.name)
                .append(' ')
                .append(column.type.apply(tables))
                .append(", "));
        return "CREATE TABLE " + tables.name(table) + " (id " + tables.identifier(100)
                + " PRIMARY KEY, position BIGINT NOT NULL, " + all + "document VARCHAR(1000000) NOT NULL)";
    }

    public List<String> indexStatements(Tables tables) {
        String name = tables.name(table);
        List<String> statements = new ArrayList<>();
        statements.add("CREATE UNIQUE INDEX " + name + "_position ON " + name + " (position)");
        columns.forEach(column -> statements.add(
                "CREATE INDEX " + name + "_" + column.name + " ON " + name + " (" + column.name + ", position)"));
        return statements;
    }

    /** What is stored of these ids. */
    public Map<String, Stored<S>> read(List<String> ids, Tables tables) {
        Map<String, Stored<S>> found = new HashMap<>();
        for (InList some : InList.parts(ids, AT_ONCE)) {
            tables.jdbc()
                    .query(
                            "SELECT id, position, document FROM " + tables.name(table) + " WHERE id" + some.sql(),
                            row -> {
                                found.put(row.getString(1), new Stored<>(row.getLong(2), state(row.getString(3))));
                            },
                            some.arguments().toArray());
        }
        return found;
    }

    public Optional<S> find(String id, Tables tables) {
        return Optional.ofNullable(read(List.of(id), tables).get(id)).map(Stored::state);
    }

    public void write(Map<String, Stored<S>> states, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        states.forEach((id, stored) -> rows.add(Stream.of(
                        Stream.of(id, stored.position),
                        columns.stream().map(column -> column.value.apply(stored.state)),
                        Stream.of(EventMappers.json().writeValueAsString(stored.state)))
                .flatMap(part -> part)
                .toArray()));
        List<String> values = new ArrayList<>(List.of("position"));
        columns.forEach(column -> values.add(column.name));
        values.add("document");
        Rows.replacing(tables, table, List.of("id"), values).write(rows);
    }

    public S state(String document) {
        return EventMappers.json().readValue(document, type);
    }
}
