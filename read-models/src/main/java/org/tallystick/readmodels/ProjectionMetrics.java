package org.tallystick.readmodels;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How far each projection is, as gauges that are there from the start. */
public final class ProjectionMetrics implements MeterBinder {
    private static final double NANOS_PER_SECOND = 1e9;

    private final ProjectionWatch watch;
    private final List<String> projections;

    public ProjectionMetrics(ProjectionWatch watch, List<String> projections) {
        this.watch = watch;
        this.projections = projections;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String each : projections) {
            gauge("position", "Position of the last event that it has taken", each, ProjectionWatch.Sight::position)
                    .register(registry);
            gauge("lag.events", "Events that it has not taken", each, ProjectionWatch.Sight::lagEvents)
                    .register(registry);
            gauge("lag", "Age of the first event that it has not taken", each, ProjectionMetrics::lagSeconds)
                    .baseUnit("seconds")
                    .register(registry);
            gauge("parked.events", "Events in its dead-letter queue", each, ProjectionWatch.Sight::parked)
                    .register(registry);
            gauge("replaying", "1 while it is made again", each, sight -> sight.replaying() ? 1 : 0)
                    .register(registry);
            gauge("replay.left.events", "Events that its replay has to take", each, ProjectionWatch.Sight::replayLeft)
                    .register(registry);
        }
    }

    private static double lagSeconds(ProjectionWatch.Sight sight) {
        return sight.lag().toNanos() / NANOS_PER_SECOND;
    }

    private Gauge.Builder<ProjectionWatch> gauge(
            String name, String description, String projection, ToDoubleFunction<ProjectionWatch.Sight> value) {
        return Gauge.builder("tallystick.projection." + name, watch, each -> value(each.sight(projection), value))
                .description(description)
                .tag("projection", projection);
    }

    private static double value(ProjectionWatch.@Nullable Sight sight, ToDoubleFunction<ProjectionWatch.Sight> value) {
        return sight == null ? Double.NaN : value.applyAsDouble(sight);
    }
}
