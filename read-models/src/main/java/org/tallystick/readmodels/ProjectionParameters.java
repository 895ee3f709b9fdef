package org.tallystick.readmodels;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.RecordedEvent;

/**
 * Gives the handlers of projections the tables of the version that is written, the batch that they collect in, and the event
 * as it is recorded. Axon finds it as a service.
 */
public final class ProjectionParameters implements ParameterResolverFactory {

    @Override
    public @Nullable ParameterResolver<?> createInstance(Executable executable, Parameter[] parameters, int index) {
        Class<?> type = parameters[index].getType();
        if (type == Tables.class) {
            return new OfEvent(type, ProjectedEvent::tables);
        }
        if (type == RecordedEvent.class) {
            return new OfEvent(type, ProjectedEvent::event);
        }
        return Batch.class.isAssignableFrom(type) ? new OfEvent(type, ProjectedEvent::batch) : null;
    }

    private record OfEvent(Class<?> type, Function<ProjectedEvent<?>, Object> part)
            implements ParameterResolver<Object> {

        @Override
        public boolean matches(Message<?> message) {
            return message instanceof ProjectedEvent<?> event && type.isInstance(part.apply(event));
        }

        @Override
        public Object resolveParameterValue(Message<?> message) {
            return part.apply((ProjectedEvent<?>) message);
        }
    }
}
