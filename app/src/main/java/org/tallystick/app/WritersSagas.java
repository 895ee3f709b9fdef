package org.tallystick.app;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.tallystick.saga.engine.Sagas;

/**
 * Runs the payment sagas wherever the store is written: they send commands all the time, which another process would have
 * to hand on. They end when the lease is lost, and start again where the events are, in whatever process has it then.
 */
final class WritersSagas implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WritersSagas.class);
    private static final long LOOK_MILLIS = 500;

    private final BooleanSupplier writing;
    private final Supplier<? extends Sagas<?>> sagas;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("sagas-of-writer-"));
    private Sagas<?> running;

    /** @param sagas makes new ones that have not started */
    WritersSagas(BooleanSupplier writing, Supplier<? extends Sagas<?>> sagas) {
        this.writing = writing;
        this.sagas = sagas;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            if (writing.getAsBoolean() && running == null && !timer.isShutdown()) {
                Sagas<?> next = sagas.get();
                next.start();
                running = next;
            } else if (!writing.getAsBoolean()) {
                end();
            }
        } catch (RuntimeException e) {
            LOG.error("the payment sagas could not be started or ended; it is tried again", e);
        }
    }

    private void end() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        synchronized (this) {
            end();
        }
    }
}
