package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.events.codec.EventMappers;

/**
 * A table with one row for each stream: its id, and the state after its events as JSON.
 *
 * @param table without the version
 * @param key the column of the id; the other one is {@code state}
 */
public record StateTable<S>(String table, String key, Class<S> type) {

    public String statement(Tables tables) {
        return "CREATE TABLE " + tables.name(table) + " (" + key + " " + tables.identifier(100)
                + " PRIMARY KEY, state VARCHAR(1000000) NOT NULL)";
    }

    /** The states that are stored of these ids. */
    public Map<String, S> read(List<String> ids, Tables tables) {
        Map<String, S> states = new LinkedHashMap<>();
        if (!ids.isEmpty()) {
            String places = ids.stream().map(id -> "?").collect(Collectors.joining(", "));
            tables.jdbc()
                    .query(
                            "SELECT " + key + ", state FROM " + tables.name(table) + " WHERE " + key + " IN (" + places
                                    + ")",
                            row -> {
                                states.put(row.getString(1), state(row.getString(2)));
                            },
                            ids.toArray());
        }
        return states;
    }

    public void write(Map<String, S> states, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        states.forEach(
                (id, state) -> rows.add(new Object[] {id, EventMappers.json().writeValueAsString(state)}));
        Rows.replacing(tables, table, Rows.columns(key), Rows.columns("state")).write(rows);
    }

    public S state(String json) {
        return EventMappers.json().readValue(json, type);
    }
}
