package org.tallystick.app.watch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.tallystick.readmodels.ProjectionWatch;

/** Down while a read model is far behind, as it is while it is made again after a loss. What is parked is only shown. */
final class ReadModelHealth extends AbstractHealthIndicator {
    private static final Duration LONGEST_LAG = Duration.ofSeconds(30);

    private final ProjectionWatch watch;

    ReadModelHealth(ProjectionWatch watch) {
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        List<ProjectionWatch.Sight> sights = watch.sights();
        if (sights.isEmpty()) {
            health.unknown();
        } else if (sights.stream().anyMatch(each -> each.lag().compareTo(LONGEST_LAG) > 0)) {
            health.down();
        } else {
            health.up();
        }
        sights.forEach(each -> health.withDetail(each.projection(), shown(each)));
    }

    private static Map<String, Object> shown(ProjectionWatch.Sight sight) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("lagEvents", sight.lagEvents());
        shown.put("lagSeconds", sight.lag().toSeconds());
        shown.put("parked", sight.parked());
        shown.put("replaying", sight.replaying());
        return shown;
    }
}
