package org.tallystick.app;

import java.time.Clock;
import java.util.Locale;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tallystick.app.settings.Settings;
import org.tallystick.command.transfer.ExchangeAccounts;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.saga.engine.StepTimes;
import org.tallystick.saga.transfer.TransferSteps;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * Transfers between ledgers. {@code tallystick.transfers.exchange.LEDGER} names the account through which money leaves a
 * ledger and comes into it, {@code tallystick.transfers.exchange} that of all others; <code>{ledger}</code> in it is the
 * other ledger, <code>{asset}</code> the code of what moves in this one, in lower case.
 */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {
    static final String PREFIX = "tallystick.transfers.";

    private static final String EXCHANGE = "exchange";
    private static final String DEFAULT = "exchange:{ledger}";

    @Bean
    ExchangeAccounts exchangeAccounts(ConfigurableEnvironment environment) {
        Settings settings = Settings.under(environment, PREFIX);
        settings.values().keySet().forEach(name -> checked(settings, name));
        String general = settings.optional(EXCHANGE, text -> text, DEFAULT);
        return (ledger, other, asset) ->
                address(settings.optional(EXCHANGE + "." + ledger, text -> text, general), other.value(), asset.code());
    }

    private static void checked(Settings settings, String name) {
        String ledger = name.startsWith(EXCHANGE + ".") ? name.substring(EXCHANGE.length() + 1) : null;
        settings.optional(
                name,
                pattern -> {
                    if (ledger != null) {
                        new LedgerName(ledger);
                    }
                    return address(pattern, "other", "EUR");
                },
                null);
    }

    private static Address address(String pattern, String ledger, String asset) {
        return new Address(pattern.replace("{ledger}", ledger).replace("{asset}", asset.toLowerCase(Locale.ROOT)));
    }

    @Bean
    TransferSteps transferSteps(CommandGateway commands, Store store, Clock clock) {
        return new TransferSteps(commands, store.log(), clock, StepTimes.standard());
    }
}
