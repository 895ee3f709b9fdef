package org.tallystick.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.eventstore.lane.Backpressure;
import org.tallystick.readmodels.ProjectionEngine;

/**
 * Keeps the read models of this process within reach of what it writes: while the slowest is too far behind, lanes wait.
 * One that does not move at all must not stop the ledger, and is not waited for; nor is one that is being made again.
 */
final class ReadSideBackpressure implements Backpressure {
    /** With a batch under way it makes less than a second in all. */
    private static final Duration MOST_LATE = Duration.ofMillis(500);
    /** Late or not, since what is not in the read models yet is in memory. */
    private static final long MOST_BEHIND = 20_000;
    /** Not worth a look at the time. */
    private static final long FEW_BEHIND = 500;

    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(2);

    private final EventLog log;
    private final ProjectionEngine engine;
    private long standingAt = -1;

    ReadSideBackpressure(EventLog log, ProjectionEngine engine) {
        this.log = log;
        this.engine = engine;
    }

    @Override
    public void hold() {
        try {
            long slowest = engine.slowestPosition();
            while (slowest != standingAt && isTooFarBehind(slowest)) {
                if (!movesOn(slowest)) {
                    return;
                }
                slowest = engine.slowestPosition();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTooFarBehind(long position) {
        long behind = log.head() - position;
        return behind > FEW_BEHIND && (behind > MOST_BEHIND || isLate(log.read(position, 1)));
    }

    private static boolean isLate(List<RecordedEvent> next) {
        return !next.isEmpty()
                && Duration.between(next.get(0).recordedAt(), Instant.now()).compareTo(MOST_LATE) > 0;
    }

    /** False when the slowest stands where it stood before, and still does after a while. */
    private boolean movesOn(long slowest) throws InterruptedException {
        if (!engine.awaitSlowest(slowest + 1, LONGEST_STANDSTILL) && engine.slowestPosition() == slowest) {
            standingAt = slowest;
            return false;
        }
        return true;
    }
}
