package org.tallystick.eventstore.boot;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ThreadWatch;

/**
 * Down when a thread without which nothing works has ended or is stuck, so that only a restart helps. One that waits for a
 * database is shown, and is no reason to restart.
 */
final class ThreadHealth extends AbstractHealthIndicator {
    /** A steady thread may rest for some seconds between its steps. */
    private static final int WORTH_SHOWING = 5;

    private final ThreadWatch watch;

    ThreadHealth(ThreadWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        FaultHandler faults = FaultHandler.ofProcess();
        health.up().withDetail("failing", faults.failing()).withDetail("faults", faults.faultsByThread());
        Map<String, Object> standing = new LinkedHashMap<>();
        for (ThreadWatch.Sight each : watch.sights()) {
            if (!each.alive()) {
                health.down().withDetail("ended", each.thread());
            } else if (each.looks() >= WORTH_SHOWING) {
                standing.put(each.thread(), standing(each));
            }
            if (each.isStuck()) {
                health.down();
            }
        }
        if (!standing.isEmpty()) {
            health.withDetail("standing", standing);
        }
        faults.ended().ifPresent(thread -> health.down().withDetail("ended", thread));
    }

    private static Map<String, Object> standing(ThreadWatch.Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("seconds", sight.standsFor().toSeconds());
        shown.put("stuck", sight.isStuck());
        shown.put("where", sight.where());
        return shown;
    }
}
