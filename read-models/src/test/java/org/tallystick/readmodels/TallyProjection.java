package org.tallystick.readmodels;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.dao.TransientDataAccessResourceException;
import org.tallystick.eventstore.RecordedEvent;

/** One row per event; can be told to fail, and to wait. */
@ProcessingGroup(TallyProjection.NAME)
final class TallyProjection implements Projection {
    static final String NAME = "tally";
    static final String ROW = "tally_row";

    private final String name;
    private final String row;
    private final int edition;
    final Set<Long> poison = ConcurrentHashMap.newKeySet();
    final AtomicInteger failures = new AtomicInteger();
    /** By the thread that is to throw them, once. */
    final Map<String, Error> errors = new ConcurrentHashMap<>();

    volatile CountDownLatch gateOfLaterVersions = new CountDownLatch(0);

    TallyProjection() {
        this(NAME, 1);
    }

    TallyProjection(String name, int edition) {
        this.name = name;
        this.row = name + "_row";
        this.edition = edition;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int edition() {
        return edition;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(row) + " (position BIGINT PRIMARY KEY, stream VARCHAR(400))");
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return List.of("CREATE INDEX " + tables.name(row) + "_stream ON " + tables.name(row) + " (stream)");
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return List.of(tables.name(row));
    }

    @EventHandler
    void on(String stream, RecordedEvent event, Tables tables) {
        if (tables.version() > 1) {
            await(gateOfLaterVersions);
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new TransientDataAccessResourceException("the connection was lost");
        }
        tables.jdbc().update("INSERT INTO " + tables.name(row) + " VALUES (?, ?)", event.position(), stream);
        if (poison.contains(event.position())) {
            throw new IllegalStateException("cannot take " + event.position());
        }
        Error error = errors.remove(Thread.currentThread().getName());
        if (error != null) {
            throw error;
        }
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
