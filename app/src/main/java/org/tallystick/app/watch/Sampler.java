package org.tallystick.app.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Asks databases for what metrics tell, in a thread of its own: whoever collects metrics is given what was found last. What
 * takes long is asked less often, so that all of it takes a fiftieth of a processor at most.
 */
final class Sampler implements MeterBinder, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final int PAUSES = 50;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ScheduledExecutorService timer = ProcessThreads.timer("metrics-sampler");
    private volatile long lastNanoTime = System.nanoTime();

    /** @param least the shortest time from one sample to the next */
    void repeat(Duration least, Runnable sample) {
        schedule(Duration.ZERO, least, sample);
    }

    private void schedule(Duration pause, Duration least, Runnable sample) {
        try {
            timer.schedule(() -> take(least, sample), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("no more samples: the process ends");
        }
    }

    private void take(Duration least, Runnable sample) {
        long began = System.nanoTime();
        try {
            sample.run();
            lastNanoTime = System.nanoTime();
        } catch (RuntimeException e) {
            LOG.debug("a sample could not be taken", e);
        } finally {
            Duration pause = Duration.ofNanos(PAUSES * (System.nanoTime() - began));
            schedule(pause.compareTo(least) > 0 ? pause : least, least, sample);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "tallystick.metrics.age",
                        this,
                        each -> (System.nanoTime() - each.lastNanoTime) / NANOS_PER_SECOND)
                .description("How long ago a sample was taken")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
