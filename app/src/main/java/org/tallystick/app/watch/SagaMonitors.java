package org.tallystick.app.watch;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.messaging.Message;
import org.axonframework.micrometer.MessageCountingMonitor;
import org.axonframework.micrometer.MessageTimerMonitor;
import org.axonframework.monitoring.MessageMonitor;
import org.axonframework.monitoring.MultiMessageMonitor;
import org.tallystick.saga.engine.SagaKind;

/**
 * What Axon's own monitors measure of sagas: the events that they take, and how long each takes. Only of sagas:
 * projections and commands are counted once for a batch, where a monitor would run several meters for each message. Axon's
 * monitors of latency and capacity are left out: they register their gauge again for each event, which is logged as a warning.
 */
final class SagaMonitors implements ConfigurerModule {
    private final Map<String, MessageMonitor<Message<?>>> monitors = new HashMap<>();

    SagaMonitors(MeterRegistry meters, List<SagaKind<?>> kinds) {
        for (SagaKind<?> kind : kinds) {
            String meter = "tallystick." + kind.processor().replace('-', '.');
            monitors.put(
                    kind.processor(),
                    new MultiMessageMonitor<>(
                            MessageTimerMonitor.builder()
                                    .meterNamePrefix(meter)
                                    .meterRegistry(meters)
                                    .build(),
                            MessageCountingMonitor.buildMonitor(meter, meters)));
        }
    }

    @Override
    public void configureModule(Configurer configurer) {
        monitors.forEach((processor, monitor) ->
                configurer.eventProcessing().registerMessageMonitor(processor, axon -> monitor));
    }
}
