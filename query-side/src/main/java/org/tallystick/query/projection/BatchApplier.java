package org.tallystick.query.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.events.RecordedEvent;

/**
 * Writes a batch of events into one version of a projection, in the transaction that moves its position. A batch that
 * fails is undone and repeated event by event; only what cannot be written, and what follows it on its stream, is parked.
 */
final class BatchApplier {
    private static final Logger LOG = LoggerFactory.getLogger(BatchApplier.class);

    private final TransactionTemplate transaction;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;

    BatchApplier(TransactionTemplate transaction, ProjectionVersions versions, DeadLetters deadLetters) {
        this.transaction = transaction;
        this.versions = versions;
        this.deadLetters = deadLetters;
    }

    /**
     * @param parked the streams that are parked in this version; added to
     * @return the new position, or -1 when another process has moved the version on
     */
    long apply(Projection projection, Tables tables, long from, List<RecordedEvent> events, Set<String> parked) {
        long to = events.get(events.size() - 1).position();
        try {
            Boolean moved = transaction.execute(status -> applyAll(projection, tables, from, to, events, parked));
            return Boolean.TRUE.equals(moved) ? to : -1;
        } catch (RuntimeException e) {
            if (isPassing(e)) {
                throw e;
            }
            LOG.warn("projection {} could not take a batch up to {}; one by one now", projection.name(), to, e);
            return applySingly(projection, tables, from, to, events, parked);
        }
    }

    private boolean applyAll(
            Projection projection, Tables tables, long from, long to, List<RecordedEvent> events, Set<String> parked) {
        if (!versions.move(projection.name(), tables.version(), from, to)) {
            return false;
        }
        projection.apply(withoutParked(projection, tables, events, parked), tables);
        return true;
    }

    private List<RecordedEvent> withoutParked(
            Projection projection, Tables tables, List<RecordedEvent> events, Set<String> parked) {
        if (parked.isEmpty()) {
            return events;
        }
        List<RecordedEvent> taken = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            if (parked.contains(event.stream())) {
                deadLetters.park(projection.name(), tables.version(), event, "follows a parked event");
            } else {
                taken.add(event);
            }
        }
        return taken;
    }

    private long applySingly(
            Projection projection, Tables tables, long from, long to, List<RecordedEvent> events, Set<String> parked) {
        List<String> newlyParked = new ArrayList<>();
        Boolean moved = transaction.execute(status -> {
            if (!versions.move(projection.name(), tables.version(), from, to)) {
                return false;
            }
            for (RecordedEvent event : events) {
                if (parked.contains(event.stream()) || newlyParked.contains(event.stream())) {
                    deadLetters.park(projection.name(), tables.version(), event, "follows a parked event");
                } else if (!tryOne(projection, tables, event, status)) {
                    newlyParked.add(event.stream());
                }
            }
            return true;
        });
        if (!Boolean.TRUE.equals(moved)) {
            return -1;
        }
        parked.addAll(newlyParked);
        return to;
    }

    private boolean tryOne(Projection projection, Tables tables, RecordedEvent event, TransactionStatus status) {
        Object savepoint = status.createSavepoint();
        try {
            projection.apply(List.of(event), tables);
            status.releaseSavepoint(savepoint);
            return true;
        } catch (RuntimeException e) {
            if (isPassing(e)) {
                throw e;
            }
            status.rollbackToSavepoint(savepoint);
            LOG.error("projection {} cannot take the event at {}: parked", projection.name(), event.position(), e);
            deadLetters.park(projection.name(), tables.version(), event, e.toString());
            return false;
        }
    }

    /**
     * Takes parked events of one stream again, in order, up to the first that still fails.
     *
     * @return how many were taken
     */
    int retry(Projection projection, Tables tables, List<RecordedEvent> letters) {
        int taken = 0;
        for (RecordedEvent event : letters) {
            if (!retryOne(projection, tables, event)) {
                return taken;
            }
            taken++;
        }
        return taken;
    }

    private boolean retryOne(Projection projection, Tables tables, RecordedEvent event) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Object savepoint = status.createSavepoint();
            try {
                projection.apply(List.of(event), tables);
                return deadLetters.remove(projection.name(), tables.version(), event.position());
            } catch (RuntimeException e) {
                if (isPassing(e)) {
                    throw e;
                }
                status.rollbackToSavepoint(savepoint);
                deadLetters.failedAgain(projection.name(), tables.version(), event.position(), e.toString());
                return false;
            }
        }));
    }

    /** Whether the database, not the event, is the cause: then the batch is tried again and nothing is parked. */
    static boolean isPassing(RuntimeException e) {
        return e instanceof TransientDataAccessException
                || e instanceof RecoverableDataAccessException
                || e instanceof DataAccessResourceFailureException
                || e instanceof TransactionException;
    }
}
