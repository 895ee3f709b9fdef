package org.tallystick.app;

import java.time.Duration;
import org.tallystick.command.lane.Brake;
import org.tallystick.events.EventLog;
import org.tallystick.query.projection.ProjectionEngine;

/**
 * Keeps the read models of this process within reach of what it writes: while the slowest is too far behind, lanes wait.
 * One that does not move at all must not stop the ledger, and is not waited for.
 */
final class ReadSideBrake implements Brake {
    /** Less than a second of work for a read model, on either database. */
    private static final long MOST_BEHIND = 10_000;

    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(2);

    private final EventLog log;
    private final ProjectionEngine engine;
    private long standingAt = -1;

    ReadSideBrake(EventLog log, ProjectionEngine engine) {
        this.log = log;
        this.engine = engine;
    }

    @Override
    public void hold() {
        try {
            for (long wanted = log.head() - MOST_BEHIND; wanted > engine.slowestPosition(); ) {
                if (!movesTowards(wanted)) {
                    return;
                }
            }
            standingAt = -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the slowest stands where it stood before, and still does after a while. */
    private boolean movesTowards(long wanted) throws InterruptedException {
        long slowest = engine.slowestPosition();
        if (slowest == standingAt) {
            return false;
        }
        if (!engine.awaitPosition(wanted, LONGEST_STANDSTILL) && engine.slowestPosition() == slowest) {
            standingAt = slowest;
            return false;
        }
        return true;
    }
}
