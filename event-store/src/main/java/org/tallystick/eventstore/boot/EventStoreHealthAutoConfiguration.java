package org.tallystick.eventstore.boot;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.journal.StoreProbe;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.storage.thread.ThreadWatch;

/** Whether the store can be written and its threads move, where the application has Spring Boot's health. */
@AutoConfiguration(after = EventStoreMetricsAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean({Store.class, LaneCommandBus.class, StoreProbe.class})
public class EventStoreHealthAutoConfiguration {

    /** An application with vital threads of its own watches them with these. */
    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnMissingBean
    ThreadWatch threadWatch(Store store, LaneCommandBus bus) {
        List<ThreadWatch.Vital> vitals =
                new ArrayList<>(List.of(store.figures().vital(), ThreadWatch.Vital.steady("writer-lease")));
        vitals.addAll(bus.vitals());
        return new ThreadWatch(vitals);
    }

    @Bean
    HealthIndicator threadsHealthIndicator(ThreadWatch watch) {
        return new ThreadHealth(watch);
    }

    @Bean
    HealthIndicator storeHealthIndicator(Store store, StoreProbe probe, ThreadWatch watch) {
        return new StoreHealth(store.journal(), probe, watch);
    }
}
