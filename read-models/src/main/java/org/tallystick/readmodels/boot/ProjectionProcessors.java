package org.tallystick.readmodels.boot;

import java.util.function.Supplier;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.MultiEventHandlerInvoker;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.ProjectionEngine;

/**
 * Has Axon build the processor of each projection by the engine. The projections themselves are not made yet: they may need
 * what Axon's configuration makes.
 */
final class ProjectionProcessors implements ConfigurerModule {
    private final ListableBeanFactory beans;
    private final Supplier<ProjectionEngine> engine;

    ProjectionProcessors(ListableBeanFactory beans, Supplier<ProjectionEngine> engine) {
        this.beans = beans;
        this.engine = engine;
    }

    @Override
    public void configureModule(Configurer configurer) {
        EventProcessingConfigurer processing = configurer.eventProcessing();
        for (String bean : beans.getBeanNamesForType(Projection.class, false, false)) {
            ProcessingGroup group = beans.findAnnotationOnBean(bean, ProcessingGroup.class, false);
            if (group == null) {
                throw new IllegalStateException("the projection " + bean + " has no @ProcessingGroup");
            }
            processing.registerEventProcessor(group.value(), this::processor);
        }
    }

    /** @throws IllegalStateException when a component that is no projection is in its group */
    private EventProcessor processor(String name, Configuration configuration, EventHandlerInvoker handlers) {
        if (components(handlers) > 1) {
            throw new IllegalStateException("the processing group " + name + " is that of one projection alone");
        }
        return engine.get().processor(name, source(configuration));
    }

    private static long components(EventHandlerInvoker handlers) {
        if (handlers instanceof MultiEventHandlerInvoker several) {
            return several.delegates().stream()
                    .mapToLong(ProjectionProcessors::components)
                    .sum();
        }
        return handlers instanceof SimpleEventHandlerInvoker simple
                ? simple.eventHandlers().size()
                : 1;
    }

    @SuppressWarnings("unchecked")
    private static StreamableMessageSource<TrackedEventMessage<?>> source(Configuration configuration) {
        return (StreamableMessageSource<TrackedEventMessage<?>>) configuration.eventBus();
    }
}
