package org.tallystick.eventstore.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.journal.StoreProbe;
import org.tallystick.eventstore.lane.LaneCommandBus;

/** What is seen of the store and its lanes, as metrics where the application has Micrometer. */
@AutoConfiguration(after = EventStoreAutoConfiguration.class)
@ConditionalOnBean({Store.class, LaneCommandBus.class})
public class EventStoreMetricsAutoConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    StoreProbe storeProbe(DataSource dataSource) throws SQLException {
        return new StoreProbe(dataSource);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        EventStoreMetrics eventStoreMetrics(Store store, StoreProbe probe, LaneCommandBus bus) {
            return new EventStoreMetrics(store, probe, bus.figures());
        }
    }
}
