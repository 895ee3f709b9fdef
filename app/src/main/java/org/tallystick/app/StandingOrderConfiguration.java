package org.tallystick.app;

import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tallystick.command.http.CommandSender;
import org.tallystick.command.payment.BeneficiaryVault;
import org.tallystick.command.payment.PaymentSettings;
import org.tallystick.command.standingorder.StandingOrderRunner;
import org.tallystick.eventstore.journal.Store;

/** What makes the payments of standing orders. */
@Configuration(proxyBeanMethods = false)
class StandingOrderConfiguration {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Bean
    StandingOrderRunner standingOrderRunner(
            Store store,
            CommandSender commands,
            BeneficiaryVault vault,
            PaymentSettings settings,
            Clock clock,
            BooleanSupplier paymentsMoveHere) {
        return new StandingOrderRunner(store, commands, vault, settings, clock, paymentsMoveHere, INTERVAL);
    }
}
