package org.tallystick.app;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import org.axonframework.tracing.NoOpSpanFactory;
import org.axonframework.tracing.SpanFactory;
import org.axonframework.tracing.opentelemetry.OpenTelemetrySpanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Commands and queries are traced where the process was given an OpenTelemetry, such as by its Java agent. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    /** Not a condition: beans are the same wherever they were prepared. Without an OpenTelemetry it costs nothing. */
    @Bean
    SpanFactory spanFactory() {
        return GlobalOpenTelemetry.getTracerProvider() == TracerProvider.noop()
                ? NoOpSpanFactory.INSTANCE
                : OpenTelemetrySpanFactory.builder().build();
    }
}
