package org.tallystick.gauges;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/** Measures the level of a river. */
@Aggregate
class Gauge {
    @AggregateIdentifier
    private String id;

    record InstallGauge(@TargetAggregateIdentifier String gauge, String river) {}

    record Measure(@TargetAggregateIdentifier String gauge, int centimetres) {}

    record GaugeInstalled(String gauge, String river) {}

    record LevelMeasured(String gauge, int centimetres) {}

    Gauge() {}

    @CommandHandler
    Gauge(InstallGauge command) {
        apply(new GaugeInstalled(command.gauge(), command.river()));
    }

    @CommandHandler
    void handle(Measure command) {
        apply(new LevelMeasured(id, command.centimetres()));
    }

    @EventSourcingHandler
    void on(GaugeInstalled event) {
        id = event.gauge();
    }
}
