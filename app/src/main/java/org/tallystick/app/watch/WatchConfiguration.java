package org.tallystick.app.watch;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ProjectionWatch;
import org.tallystick.saga.engine.OverdueDeadlines;
import org.tallystick.saga.payment.PaymentSaga;
import org.tallystick.saga.transfer.TransferSaga;
import org.tallystick.storage.Micros;
import org.tallystick.storage.SideDatabase;
import org.tallystick.storage.thread.FaultHandler;
import org.tallystick.storage.thread.ThreadWatch;

/** What an operator sees of this process: health, and the metrics that are not those of the engines. */
@Configuration(proxyBeanMethods = false)
public class WatchConfiguration {
    /** More overdue holds are not counted. */
    private static final int MOST_HOLDS = 1_000;

    @Bean(initMethod = "start", destroyMethod = "close")
    ThreadWatch threadWatch(Store store, LaneCommandBus bus, ProjectionEngine readModels) {
        List<ThreadWatch.Vital> vitals = new ArrayList<>(List.of(
                store.figures().vital(),
                ThreadWatch.Vital.steady("writer-lease"),
                ThreadWatch.Vital.steady("projections")));
        vitals.addAll(bus.vitals());
        return new ThreadWatch(vitals);
    }

    @Bean
    HealthIndicator readModelsHealthIndicator(ProjectionWatch watch) {
        return new ReadModelHealth(watch);
    }

    @Bean
    ThreadMetrics threadMetrics(ThreadWatch watch) {
        return new ThreadMetrics(watch, FaultHandler.ofProcess());
    }

    @Bean
    SagaMonitors sagaMonitors(MeterRegistry meters) {
        return new SagaMonitors(meters, List.of(PaymentSaga.KIND, TransferSaga.KIND));
    }

    @Bean
    Sampler metricsSampler() {
        return new Sampler();
    }

    @Bean
    PaymentMetrics paymentMetrics(ProjectionEngine readModels, Clock clock, Sampler sampler) {
        return new PaymentMetrics(readModels, clock, sampler);
    }

    @Bean
    DeadlineMetrics deadlineMetrics(
            @Qualifier("sagaDatabase") SideDatabase sagas, Store store, Clock clock, Sampler sampler) {
        return new DeadlineMetrics(
                Map.of(
                        "payment", new OverdueDeadlines(sagas.reading(), "payment")::before,
                        "transfer", new OverdueDeadlines(sagas.reading(), "transfer")::before,
                        "hold",
                                instant -> store.due(Micros.of(instant), MOST_HOLDS)
                                        .size()),
                clock,
                sampler);
    }
}
