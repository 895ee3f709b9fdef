package org.tallystick.eventstore;

import java.time.Instant;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.common.Priority;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.annotation.AbstractAnnotatedParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolver;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.AggregateLifecycle;

/** Resolves parameters that are annotated with {@link RecordedAt}. Axon finds it among the services of the class path. */
@Priority(Priority.HIGH)
public final class RecordedAtResolver extends AbstractAnnotatedParameterResolverFactory<RecordedAt, Instant>
        implements ParameterResolver<Instant> {

    public RecordedAtResolver() {
        super(RecordedAt.class, Instant.class);
    }

    @Override
    protected ParameterResolver<Instant> getResolver() {
        return this;
    }

    @Override
    public Instant resolveParameterValue(Message<?> message) {
        return message instanceof EventMessage<?> event && !isBeingApplied()
                ? event.getTimestamp()
                : CommandContext.current().recordedAt();
    }

    /** An event that an aggregate applies is not recorded yet: it has a timestamp of Axon's clock. */
    private static boolean isBeingApplied() {
        return CurrentUnitOfWork.isStarted()
                && CommandContext.of(CurrentUnitOfWork.get()) != null
                && AggregateLifecycle.isLive();
    }

    @Override
    public boolean matches(Message<?> message) {
        return message instanceof CommandMessage<?> || message instanceof EventMessage<?>;
    }
}
