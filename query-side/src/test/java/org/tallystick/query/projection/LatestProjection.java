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

    final Set<Long> poison = ConcurrentHashMap.newKeySet();
    volatile boolean failing;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(ROW) + " (stream VARCHAR(400) PRIMARY KEY, last BIGINT)");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(ROW));
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
            Rows.replacing(tables, ROW, List.of("stream"), List.of("last"))
                    .write(List.<Object[]>of(new Object[] {event.stream(), event.position()}));
        }
    }
}
