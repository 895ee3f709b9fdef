package org.tallystick.app.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/** Deadlines that should have been met by now: sagas that were not woken, holds that were not ended. */
final class DeadlineMetrics implements MeterBinder {
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** Later than that they are overdue; before, they are on their way. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Map<String, ToLongFunction<Instant>> kinds;
    private final Map<String, Long> overdue = new ConcurrentHashMap<>();

    /** @param kinds how many deadlines of a kind were due before an instant */
    DeadlineMetrics(Map<String, ToLongFunction<Instant>> kinds, Clock clock, Sampler sampler) {
        this.kinds = new TreeMap<>(kinds);
        this.kinds.forEach((kind, before) -> sampler.repeat(
                INTERVAL,
                () -> overdue.put(kind, before.applyAsLong(clock.instant().minus(GRACE)))));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String kind : kinds.keySet()) {
            Gauge.builder("tallystick.deadlines.overdue", overdue, each -> value(each.get(kind)))
                    .description("Deadlines that passed more than 5 seconds ago and were not acted on")
                    .tag("kind", kind)
                    .register(registry);
        }
    }

    private static double value(Long found) {
        return found == null ? Double.NaN : found;
    }
}
