package org.tallystick.app;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.journal.Store;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.command.standingorder.StandingOrderRunner;

/** What makes the payments of standing orders. */
@Configuration(proxyBeanMethods = false)
class StandingOrderConfiguration {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnProperty(name = "tallystick.sagas", havingValue = "true", matchIfMissing = true)
    StandingOrderRunner standingOrderRunner(
            Store store, CommandSender commands, BeneficiaryVault vault, PaymentSettings settings, Clock clock) {
        return new StandingOrderRunner(store, commands, vault, settings, clock, INTERVAL);
    }
}
