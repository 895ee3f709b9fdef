package org.tallystick.app;

import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.command.CommandSide;
import org.tallystick.command.journal.Store;
import org.tallystick.command.lane.Brake;
import org.tallystick.command.lane.LaneCommandBus;
import org.tallystick.command.lane.LaneSettings;
import org.tallystick.command.transaction.HoldExpiry;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.query.projection.ProjectionEngine;

/** The write side in this process. */
@Configuration(proxyBeanMethods = false)
class CommandConfiguration {

    @Bean(destroyMethod = "close")
    LaneCommandBus commandBus(Store store, Clock clock, BeneficiaryReader beneficiaries, ProjectionEngine readModels) {
        Brake brake = new ReadSideBrake(store.log(), readModels);
        return CommandSide.over(store, LaneSettings.standard().heldBy(brake), clock, beneficiaries);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    HoldExpiry holdExpiry(Store store, LaneCommandBus commandBus, Clock clock) {
        return new HoldExpiry(store, commandBus, clock, Duration.ofSeconds(1));
    }
}
