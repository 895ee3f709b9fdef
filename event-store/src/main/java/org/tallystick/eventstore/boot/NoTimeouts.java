package org.tallystick.eventstore.boot;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns Axon's timeouts off, unless the application says otherwise: they interrupt threads, and an interrupt during file I/O
 * closes an H2 database under everybody. Spring Boot finds it by {@code META-INF/spring.factories}.
 */
public final class NoTimeouts implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("event-store", Map.of("axon.timeout.enabled", false)));
    }

    /** Whatever else tells settings goes before. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
