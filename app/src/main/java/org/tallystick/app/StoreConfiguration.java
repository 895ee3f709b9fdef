package org.tallystick.app;

import java.time.Clock;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.tallystick.app.settings.UsageException;
import org.tallystick.app.web.BackupPart;
import org.tallystick.command.engine.LedgerDomain;
import org.tallystick.eventstore.Upcasters;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.storage.Migrations;

/** What the event store of this process is told, and how it is copied. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Of what Axon keeps beside events, such as tokens: never the one that Axon falls back on. */
    @Bean
    @Primary
    Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }

    /** What an acknowledged command survives. */
    @Bean
    Durability durability(@Value("${tallystick.durability:power-loss}") String text) {
        if (text.equals("process")) {
            LOG.warn("tallystick.durability=process: acknowledged commands survive the end of the process,"
                    + " but the last of them not a loss of power");
            return Durability.PROCESS;
        }
        if (text.equals("power-loss")) {
            return Durability.POWER_LOSS;
        }
        throw new UsageException("tallystick.durability must be power-loss or process, not " + text);
    }

    @Bean
    Upcasters upcasters() {
        return LedgerDomain.upcasters();
    }

    /** With the history that stores have had from the first version on. */
    @Bean
    Migrations eventMigrations() {
        return Migrations.ofEvents();
    }

    @Bean
    @Order(1)
    BackupPart journalBackup(Store store) {
        return store::backup;
    }
}
