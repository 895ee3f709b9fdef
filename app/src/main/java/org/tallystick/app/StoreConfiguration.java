package org.tallystick.app;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.tallystick.app.web.BackupPart;
import org.tallystick.command.journal.Database;
import org.tallystick.command.journal.Durability;
import org.tallystick.command.journal.EmbeddedFile;
import org.tallystick.command.journal.JournalSettings;
import org.tallystick.command.journal.Store;
import org.tallystick.command.journal.Upcasters;
import org.tallystick.events.EventLog;

/** The event store of this process. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    static BeanPostProcessor databaseSessions() {
        return new DatabaseSessions();
    }

    /** A file of H2 must be whole before anything is written to it: see {@link EmbeddedFile}. */
    @Bean(destroyMethod = "close")
    Store store(DataSource dataSource, @Value("${tallystick.durability:power-loss}") String durability)
            throws SQLException {
        try (EmbeddedFile whole = EmbeddedFile.of(dataSource)) {
            Migrations.ofEvents().bringUpToDate(dataSource);
        }
        return Store.open(
                dataSource,
                JournalSettings.standard(Database.of(dataSource), durability(durability)),
                new Upcasters(),
                ManagementFactory.getRuntimeMXBean().getName());
    }

    private static Durability durability(String text) {
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
    @Order(1)
    BackupPart journalBackup(Store store) {
        return store::backup;
    }

    @Bean
    EventLog eventLog(Store store) {
        return store.log();
    }
}
