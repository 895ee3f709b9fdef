package org.tallystick.app.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.tallystick.command.http.BatchMemoryBudget;

/** The memory that requests under way take, by an estimate, beside what they may take together. */
final class MemoryMetrics implements MeterBinder {
    private final RequestMemory requests;
    private final BatchMemoryBudget batches;

    MemoryMetrics(RequestMemory requests, BatchMemoryBudget batches) {
        this.requests = requests;
        this.batches = batches;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(Gauge.builder("tallystick.request.memory", requests, RequestMemory::taken))
                .description("Memory that the requests under way may need, by an estimate")
                .register(registry);
        gauge(Gauge.builder("tallystick.request.memory.limit", requests, RequestMemory::limit))
                .description("More than that is refused as overloaded")
                .register(registry);
        gauge(Gauge.builder("tallystick.batch.memory", batches, BatchMemoryBudget::taken))
                .description("Memory that the lines of batches under way take, by an estimate")
                .register(registry);
        gauge(Gauge.builder("tallystick.batch.memory.limit", batches, BatchMemoryBudget::most))
                .description("At that batches wait, or are refused as overloaded")
                .register(registry);
    }

    private static <T> Gauge.Builder<T> gauge(Gauge.Builder<T> builder) {
        return builder.baseUnit("bytes");
    }
}
