package org.tallystick.query.projection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.TransientDataAccessResourceException;
import org.tallystick.events.RecordedEvent;

/** One row per stream: the position of its last event. */
final class LatestProjection implements Projection {
    static final String NAME = "latest";
    static final String ROW = "latest_row";

    private final String name;
    final Set<Long> poison = ConcurrentHashMap.newKeySet();
    volatile boolean failing;

    LatestProjection() {
        this(NAME);
    }

    LatestProjection(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    private String row() {
        return name + "_row";
    }

    static long last(String name, String stream, Tables tables) {
        return tables
                .jdbc()
                .queryForList(
                        "SELECT last FROM " + tables.name(name + "_row") + " WHERE stream = ?", Long.class, stream)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(row()) + " (stream VARCHAR(400) PRIMARY KEY, last BIGINT)");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(row()));
    }

    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        if (failing) {
            throw new TransientDataAccessResourceException("the connection was lost");
        }
        for (RecordedEvent event : events) {
            if (poison.contains(event.position())) {
                throw new IllegalStateException("cannot take " + event.position());
            }
            Rows.replacing(tables, row(), List.of("stream"), List.of("last"))
                    .write(List.<Object[]>of(new Object[] {event.stream(), event.position()}));
        }
    }
}
