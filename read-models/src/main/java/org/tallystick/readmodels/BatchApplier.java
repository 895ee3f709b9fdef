package org.tallystick.readmodels;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.Database;

/**
 * Writes a batch of events into versions of projections, in the transaction that moves their positions. A batch that one
 * of them cannot take is undone and repeated event by event; only what cannot be written, and what follows it on its
 * stream, is parked.
 */
final class BatchApplier {
    private static final Logger LOG = LoggerFactory.getLogger(BatchApplier.class);

    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final ProjectionVersions versions;
    private final DeadLetters deadLetters;

    BatchApplier(
            TransactionTemplate transaction, JdbcTemplate jdbc, ProjectionVersions versions, DeadLetters deadLetters) {
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.versions = versions;
        this.deadLetters = deadLetters;
    }

    /** @return the new position, or -1 when another process has moved the version on */
    long apply(Target target, long from, List<RecordedEvent> events) {
        try {
            return applyTogether(List.of(target), from, events) ? last(events) : -1;
        } catch (RuntimeException e) {
            if (isPassing(e)) {
                throw e;
            }
            LOG.warn("projection {} could not take a batch up to {}; one by one now", target.name(), last(events), e);
            return applySingly(target, from, events);
        }
    }

    private static long last(List<RecordedEvent> events) {
        return events.get(events.size() - 1).position();
    }

    /**
     * Writes a batch for several projections, or for none when one of them cannot take it.
     *
     * @return false when another process has moved one of them on
     */
    boolean applyTogether(List<Target> targets, long from, List<RecordedEvent> events) {
        return inTransaction(targets, status -> {
            if (!versions.move(targets, from, last(events))) {
                status.setRollbackOnly();
                return false;
            }
            for (Target target : targets) {
                target.handlers().take(withoutParked(target, events), target, false);
            }
            return true;
        });
    }

    /**
     * The rows and the position that tells of them are in one transaction, so PostgreSQL may go down before it is durable:
     * both are as they were before then, and the events are taken again. Plans are made once for all batches: what a
     * statement does is the same for few rows and for many.
     */
    private <R> R inTransaction(List<Target> targets, Function<TransactionStatus, R> work) {
        try {
            return transaction.execute(status -> {
                if (targets.get(0).tables().database() == Database.POSTGRESQL) {
                    jdbc.execute(
                            "SET LOCAL synchronous_commit TO off; SET LOCAL plan_cache_mode TO force_generic_plan");
                }
                return work.apply(status);
            });
        } catch (RuntimeException | Error e) {
            targets.forEach(target -> target.projection().forget());
            throw e;
        }
    }

    private List<RecordedEvent> withoutParked(Target target, List<RecordedEvent> events) {
        if (target.parked().isEmpty()) {
            return events;
        }
        List<RecordedEvent> taken = new ArrayList<>(events.size());
        for (RecordedEvent event : events) {
            if (target.parked().contains(event.stream())) {
                deadLetters.park(target.name(), target.version(), event, DeadLetters.FOLLOWS);
            } else {
                taken.add(event);
            }
        }
        return taken;
    }

    private long applySingly(Target target, long from, List<RecordedEvent> events) {
        Set<String> newlyParked = new HashSet<>();
        boolean moved = inTransaction(List.of(target), status -> {
            if (!versions.move(List.of(target), from, last(events))) {
                return false;
            }
            for (RecordedEvent event : events) {
                if (target.parked().contains(event.stream()) || newlyParked.contains(event.stream())) {
                    deadLetters.park(target.name(), target.version(), event, DeadLetters.FOLLOWS);
                } else if (!tryOne(target, event, status)) {
                    newlyParked.add(event.stream());
                }
            }
            return true;
        });
        if (!moved) {
            return -1;
        }
        target.parked().addAll(newlyParked);
        return last(events);
    }

    private boolean tryOne(Target target, RecordedEvent event, TransactionStatus status) {
        Object savepoint = status.createSavepoint();
        try {
            target.handlers().take(List.of(event), target, false);
            status.releaseSavepoint(savepoint);
            return true;
        } catch (RuntimeException e) {
            if (isPassing(e)) {
                throw e;
            }
            status.rollbackToSavepoint(savepoint);
            LOG.error("projection {} cannot take the event at {}: parked", target.name(), event.position(), e);
            deadLetters.park(target.name(), target.version(), event, e.toString());
            return false;
        }
    }

    /**
     * Takes parked events of one stream again, in order, up to the first that still fails.
     *
     * @return how many were taken
     */
    int retry(Target target, List<RecordedEvent> letters) {
        int taken = 0;
        for (RecordedEvent event : letters) {
            if (!retryOne(target, event)) {
                return taken;
            }
            taken++;
        }
        return taken;
    }

    /** Synced, unlike batches: nothing but the letter tells that it must be done again. */
    private boolean retryOne(Target target, RecordedEvent event) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Object savepoint = status.createSavepoint();
            try {
                if (!deadLetters.remove(target.name(), target.version(), event.position())) {
                    return false;
                }
                target.handlers().take(List.of(event), target, true);
                return true;
            } catch (RuntimeException e) {
                if (isPassing(e)) {
                    throw e;
                }
                status.rollbackToSavepoint(savepoint);
                deadLetters.failedAgain(target.name(), target.version(), event.position(), e.toString());
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
