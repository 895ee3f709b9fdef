package org.tallystick.gauges;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;
import org.tallystick.gauges.Gauge.LevelMeasured;

/** An event handling component as any other. */
@Component
@ProcessingGroup("warnings")
class FloodWarnings {
    private static final int FLOOD = 500;
    private final Set<String> gauges = ConcurrentHashMap.newKeySet();

    @EventHandler
    void on(LevelMeasured event) {
        if (event.centimetres() > FLOOD) {
            gauges.add(event.gauge());
        }
    }

    boolean has(String gauge) {
        return gauges.contains(gauge);
    }
}
