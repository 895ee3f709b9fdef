package org.tallystick.eventstore.boot;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandBusSpanFactory;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.messaging.correlation.CorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.tallystick.eventstore.CommandProfile;
import org.tallystick.eventstore.Domain;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.EventTypes;
import org.tallystick.eventstore.StreamIndexing;
import org.tallystick.eventstore.UnitCorrelation;
import org.tallystick.eventstore.UnitLookup;
import org.tallystick.eventstore.Upcasters;
import org.tallystick.eventstore.journal.Durability;
import org.tallystick.eventstore.journal.JournalEventStore;
import org.tallystick.eventstore.journal.JournalSettings;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.Backpressure;
import org.tallystick.eventstore.lane.LaneCaches;
import org.tallystick.eventstore.lane.LaneCommandBus;
import org.tallystick.eventstore.lane.LaneSettings;
import org.tallystick.storage.Database;
import org.tallystick.storage.DatabaseSessions;
import org.tallystick.storage.H2StoreGuard;
import org.tallystick.storage.Migrations;

/**
 * The journal as {@code EventStore}, lanes as {@code CommandBus}, and a repository for every aggregate, before Axon's starter
 * looks for them. Whatever of it an application defines itself goes first.
 */
@AutoConfiguration(
        afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        beforeName = {
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration",
            "org.axonframework.springboot.autoconfig.JdbcAutoConfiguration",
            "org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration"
        })
@ConditionalOnClass(name = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
public class EventStoreAutoConfiguration {
    /** Beside those of the application, which may have a history of its own. */
    private static final Migrations TABLES = new Migrations("db", "event_store_schema_history", true);

    @Bean
    static BeanPostProcessor databaseSessions() {
        return new DatabaseSessions();
    }

    @Bean
    static LaneRepositories laneRepositories() {
        return new LaneRepositories();
    }

    @Bean
    @ConditionalOnMissingBean
    EventTypes eventTypes(ApplicationContext application) {
        return EventTypes.namedByClass(Objects.requireNonNull(application.getClassLoader()));
    }

    @Bean
    @ConditionalOnMissingBean
    StreamIndexing streamIndexing() {
        return StreamIndexing.PLAIN;
    }

    @Bean
    @ConditionalOnMissingBean
    CommandProfile commandProfile() {
        return CommandProfile.PLAIN;
    }

    /** A file of H2 must be whole before anything is written to it: see {@link H2StoreGuard}. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    @SuppressWarnings("try")
    Store store(
            DataSource dataSource,
            EventTypes types,
            StreamIndexing indexing,
            List<CorrelationDataProvider> correlation,
            ObjectProvider<Upcasters> upcasters,
            ObjectProvider<Durability> durability,
            ObjectProvider<Migrations> migrations)
            throws SQLException {
        try (H2StoreGuard whole = H2StoreGuard.of(dataSource)) {
            migrations.getIfAvailable(() -> TABLES).bringUpToDate(dataSource);
        }
        return Store.open(
                dataSource,
                JournalSettings.standard(
                        Database.of(dataSource), durability.getIfAvailable(() -> Durability.POWER_LOSS)),
                new Domain(types, indexing, correlation),
                upcasters.getIfAvailable(Upcasters::new),
                ManagementFactory.getRuntimeMXBean().getName());
    }

    @Bean
    @ConditionalOnMissingBean
    EventLog eventLog(Store store) {
        return store.log();
    }

    @Bean
    @ConditionalOnMissingBean
    UnitLookup unitLookup(Store store) {
        return store.units();
    }

    @Bean("eventBus")
    @Qualifier("eventStore")
    @ConditionalOnMissingBean(EventBus.class)
    JournalEventStore eventStore(Store store) {
        return store.eventStore();
    }

    @Bean
    @ConditionalOnMissingBean
    LaneCaches laneCaches() {
        return new LaneCaches();
    }

    @Bean(destroyMethod = "close")
    @Qualifier("localSegment")
    @ConditionalOnMissingBean(CommandBus.class)
    LaneCommandBus commandBus(
            Store store,
            CommandProfile profile,
            LaneCaches caches,
            ObjectProvider<Backpressure> readers,
            ObjectProvider<Clock> clock,
            CommandBusSpanFactory spans,
            List<CorrelationDataProvider> correlation) {
        LaneSettings settings =
                LaneSettings.standard().knowing(profile).heldBy(readers.getIfAvailable(() -> Backpressure.NONE));
        LaneCommandBus bus = new LaneCommandBus(store, settings, caches, clock.getIfAvailable(Clock::systemUTC), spans);
        List<CorrelationDataProvider> ofMessages = correlation.stream()
                .filter(provider -> !(provider instanceof UnitCorrelation))
                .toList();
        if (!ofMessages.isEmpty()) {
            bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(ofMessages));
        }
        return bus;
    }
}
