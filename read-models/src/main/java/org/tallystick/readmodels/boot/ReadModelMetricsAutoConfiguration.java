package org.tallystick.readmodels.boot;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.eventstore.EventLog;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ProjectionMetrics;
import org.tallystick.readmodels.ProjectionWatch;

/** What is seen of the projections, as metrics where the application has Micrometer. */
@AutoConfiguration(after = ReadModelsAutoConfiguration.class)
@ConditionalOnBean(ProjectionEngine.class)
public class ReadModelMetricsAutoConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    ProjectionWatch projectionWatch(ProjectionEngine engine, EventLog log) {
        return new ProjectionWatch(engine, log);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Metrics {

        @Bean
        ProjectionMetrics projectionMetrics(ProjectionWatch watch, ProjectionEngine engine) {
            return new ProjectionMetrics(watch, engine.names());
        }
    }
}
