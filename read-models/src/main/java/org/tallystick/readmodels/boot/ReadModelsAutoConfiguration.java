package org.tallystick.readmodels.boot;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.config.EventProcessingModule;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.tallystick.eventstore.EventLog;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.ReadModelDatabase;
import org.tallystick.storage.SideDatabase;

/**
 * Runs the components that are a {@link Projection} by one {@link ProjectionEngine}, and lists each as an event processor of its
 * own. Other event handling components are as the starter has them. Whatever of it an application defines itself goes first.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.tallystick.eventstore.boot.EventStoreAutoConfiguration"
        },
        beforeName = {
            "org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration",
            "org.axonframework.springboot.autoconfig.AxonAutoConfiguration"
        })
@ConditionalOnClass(name = "org.axonframework.springboot.autoconfig.AxonAutoConfiguration")
@ConditionalOnBean(Projection.class)
public class ReadModelsAutoConfiguration {

    /** On H2 a file of its own: see {@link SideDatabase}. */
    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(name = "readModels")
    SideDatabase readModels(DataSource events) throws SQLException {
        try (Connection connection = events.getConnection()) {
            return SideDatabase.openDerived(events, connection.getMetaData().getURL(), "readmodels");
        }
    }

    @Bean
    @ConditionalOnMissingBean
    ReadModelDatabase readModelDatabase(@Qualifier("readModels") SideDatabase readModels) {
        return new ReadModelDatabase(readModels.reading(), readModels.writing(), readModels::inBulk);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    ProjectionEngine projectionEngine(
            ReadModelDatabase database,
            EventLog log,
            ObjectProvider<Projection> projections,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers)
            throws SQLException {
        return new ProjectionEngine(database, log, projections.orderedStream().toList(), parameters, handlers);
    }

    @Bean
    @ConditionalOnMissingBean({EventProcessingModule.class, EventProcessingConfiguration.class})
    ProjectionProcessingModule eventProcessingModule(ObjectProvider<ProjectionEngine> engine) {
        return new ProjectionProcessingModule(engine::getObject);
    }

    @Bean
    ConfigurerModule projectionProcessors(ListableBeanFactory beans, ObjectProvider<ProjectionEngine> engine) {
        return new ProjectionProcessors(beans, engine::getObject);
    }
}
