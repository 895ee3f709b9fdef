package org.tallystick.app;

import java.time.Clock;
import java.time.Duration;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.command.transaction.HoldExpiry;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.Backpressure;
import org.tallystick.readmodels.ProjectionEngine;

/** What the write side of this process has beside its handlers. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean
    Backpressure readSideBackpressure(EventLog log, ProjectionEngine readModels) {
        return new ReadSideBackpressure(log, readModels);
    }

    @Bean
    HoldExpiry holdExpiry(Store store, CommandGateway commands, Clock clock) {
        return new HoldExpiry(store, commands, clock, Duration.ofSeconds(1));
    }
}
