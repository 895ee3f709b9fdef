package org.tallystick.eventstore.boot;

import java.beans.Introspector;
import java.util.Objects;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.spring.stereotype.Aggregate;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.LaneCaches;
import org.tallystick.eventstore.lane.LaneRepository;

/**
 * Defines a repository for every {@link Aggregate} that names none, before Axon looks for one: its own takes locks and reads an
 * aggregate anew for each command.
 */
final class LaneRepositories implements BeanDefinitionRegistryPostProcessor {
    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        ListableBeanFactory beans = (ListableBeanFactory) registry;
        for (String bean : beans.getBeanNamesForAnnotation(Aggregate.class)) {
            Class<?> type = Objects.requireNonNull(beans.getType(bean));
            Aggregate aggregate = Objects.requireNonNull(beans.findAnnotationOnBean(bean, Aggregate.class));
            String name = Introspector.decapitalize(type.getSimpleName()) + "Repository";
            if (aggregate.repository().isEmpty() && !registry.containsBeanDefinition(name)) {
                registry.registerBeanDefinition(
                        name,
                        BeanDefinitionBuilder.rootBeanDefinition(LaneRepositories.class, "repository")
                                .addConstructorArgValue(type)
                                .addConstructorArgReference("store")
                                .addConstructorArgReference("laneCaches")
                                .addConstructorArgReference("parameterResolverFactory")
                                .addConstructorArgReference("handlerDefinition")
                                .applyCustomizers(definition -> ((RootBeanDefinition) definition)
                                        .setTargetType(ResolvableType.forClassWithGenerics(LaneRepository.class, type)))
                                .getBeanDefinition());
            }
        }
    }

    static <T> LaneRepository<T> repository(
            Class<T> type,
            Store store,
            LaneCaches caches,
            ParameterResolverFactory parameters,
            HandlerDefinition handlers) {
        return LaneRepository.of(type, store.eventStore(), caches.of(type), parameters, handlers);
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        // All is done when the definitions are known.
    }
}
