package org.tallystick.readmodels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.dao.TransientDataAccessResourceException;
import org.tallystick.eventstore.RecordedEvent;

/** One row per stream: the position of its last event. */
@ProcessingGroup(LatestProjection.NAME)
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
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(row()));
    }

    @Override
    public Batch begin(EventRange events) {
        return new Latest();
    }

    @EventHandler
    void on(String stream, RecordedEvent event, Latest latest) {
        if (failing) {
            throw new TransientDataAccessResourceException("the connection was lost");
        }
        if (poison.contains(event.position())) {
            throw new IllegalStateException("cannot take " + event.position());
        }
        latest.positions.put(stream, event.position());
    }

    private final class Latest implements Batch {
        private final Map<String, Long> positions = new LinkedHashMap<>();

        @Override
        public void write(Tables tables) {
            List<Object[]> rows = new ArrayList<>();
            positions.forEach((stream, last) -> rows.add(new Object[] {stream, last}));
            Rows.replacing(tables, row(), List.of("stream"), List.of("last")).write(rows);
        }
    }
}
