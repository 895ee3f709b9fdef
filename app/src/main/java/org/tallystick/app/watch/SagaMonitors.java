package org.tallystick.app.watch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.micrometer.GlobalMetricRegistry;
import org.axonframework.monitoring.MessageMonitor;
import org.tallystick.saga.engine.SagaKind;

/**
 * What Axon's own monitors measure of sagas: the events that they take, how long each takes, how far behind they are. Only
 * of sagas: projections and commands are counted once for a batch, where a monitor would run several meters for each message.
 */
final class SagaMonitors implements ConfigurerModule {
    private final Map<String, MessageMonitor<Message<?>>> monitors = new HashMap<>();

    SagaMonitors(MeterRegistry meters, List<SagaKind<?>> kinds) {
        GlobalMetricRegistry axon = new GlobalMetricRegistry(meters);
        for (SagaKind<?> kind : kinds) {
            String meter = "tallystick." + kind.processor().replace('-', '.');
            MessageMonitor<? super EventMessage<?>> monitor = axon.registerEventProcessor(meter);
            monitors.put(kind.processor(), event -> monitor.onMessageIngested((EventMessage<?>) event));
        }
    }

    @Override
    public void configureModule(Configurer configurer) {
        monitors.forEach((processor, monitor) ->
                configurer.eventProcessing().registerMessageMonitor(processor, axon -> monitor));
    }
}
