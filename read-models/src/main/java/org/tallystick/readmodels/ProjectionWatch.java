package org.tallystick.readmodels;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Looks every two seconds how far the projections are behind and what is parked, in a thread of its own: metrics and health
 * are told what it saw last, and never wait for a database.
 */
public final class ProjectionWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final ProjectionEngine engine;
    private final EventLog log;
    private final ScheduledExecutorService timer = ProcessThreads.timer("projection-watch");
    private volatile Map<String, Sight> sights = new LinkedHashMap<>();

    public ProjectionWatch(ProjectionEngine engine, EventLog log) {
        this.engine = engine;
        this.log = log;
    }

    /**
     * What was seen of a projection.
     *
     * @param lagEvents how many events it has not taken
     * @param lag how long ago the first of them was recorded; zero when there is none
     * @param parked how many events wait in its dead-letter queue
     * @param replayLeft how many events a running replay has to take; 0 when none runs
     */
    public record Sight(
            String projection,
            long position,
            long lagEvents,
            Duration lag,
            long parked,
            boolean replaying,
            long replayLeft) {}

    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** In the order of the projections; empty before the first look. */
    public List<Sight> sights() {
        return List.copyOf(sights.values());
    }

    /** Of the last look; null when it has not been seen yet. */
    @Nullable
    Sight sight(String projection) {
        return sights.get(projection);
    }

    private void look() {
        try {
            Map<Long, Duration> lags = new HashMap<>();
            Map<String, Long> parked = engine.parked();
            Map<String, Sight> seen = new LinkedHashMap<>();
            for (ProjectionProgress each : engine.progress()) {
                Duration lag = lags.computeIfAbsent(each.position(), this::lag);
                seen.put(each.name(), sight(each, lag, parked.getOrDefault(each.name(), 0L)));
            }
            sights = seen;
        } catch (RuntimeException e) {
            LOG.debug("it cannot be seen how far the projections are", e);
        }
    }

    private Duration lag(long position) {
        List<RecordedEvent> next = log.read(position, 1);
        Duration ago =
                next.isEmpty() ? Duration.ZERO : Duration.between(next.get(0).recordedAt(), Instant.now());
        return ago.isNegative() ? Duration.ZERO : ago;
    }

    private static Sight sight(ProjectionProgress progress, Duration lag, long parked) {
        return new Sight(
                progress.name(),
                progress.position(),
                Math.max(0, progress.head() - progress.position()),
                lag,
                parked,
                progress.replaying(),
                progress.replaying() ? Math.max(0, progress.eventsTotal() - progress.eventsDone()) : 0);
    }

    @Override
    public void close() {
        timer.shutdown();
    }
}
