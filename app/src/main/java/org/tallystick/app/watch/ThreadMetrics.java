package org.tallystick.app.watch;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ThreadWatch;

/** What goes wrong in threads that live as long as the process. */
final class ThreadMetrics implements MeterBinder, AutoCloseable {
    private final ThreadWatch watch;
    private final FaultHandler faults;
    private Runnable listening = () -> {};

    ThreadMetrics(ThreadWatch watch, FaultHandler faults) {
        this.watch = watch;
        this.faults = faults;
    }

    /** Vital threads are there from the start, others from their first fault on. */
    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder(
                        "tallystick.threads.failing",
                        faults,
                        each -> each.failing().size())
                .description("Threads that fail at the moment, and try again")
                .register(registry);
        Gauge.builder("tallystick.threads.stuck", watch, ThreadMetrics::inTrouble)
                .description("Vital threads that have ended, or have work and do not get on with it")
                .register(registry);
        watch.sights().forEach(each -> countFaults(each.thread(), registry));
        listening = faults.eachThread(each -> countFaults(each, registry));
    }

    @Override
    public void close() {
        listening.run();
    }

    private static long inTrouble(ThreadWatch watch) {
        return watch.sights().stream().filter(ThreadWatch.Sight::isInTrouble).count();
    }

    private void countFaults(String thread, MeterRegistry registry) {
        FunctionCounter.builder("tallystick.thread.faults", faults, each -> each.faults(thread))
                .description("Faults of this thread since the start")
                .tag("thread", thread)
                .register(registry);
    }
}
