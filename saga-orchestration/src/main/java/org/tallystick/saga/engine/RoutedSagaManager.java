package org.tallystick.saga.engine;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.SagaRepository;

/**
 * Hands each event to the one segment that its saga belongs to. Axon's own manager asks all segments, since it allows a saga
 * to be associated with anything; these are associated with one thing only, such as their payment.
 */
final class RoutedSagaManager<T extends RowSaga> extends AnnotatedSagaManager<T> {
    private final SagaKind<T> kind;

    private RoutedSagaManager(Builder<T> builder, SagaKind<T> kind) {
        super(builder);
        this.kind = kind;
    }

    /** An event that fails stops its segment until it is handled: nothing is skipped. */
    static <T extends RowSaga> RoutedSagaManager<T> over(
            SagaKind<T> kind, SagaRepository<T> repository, ParameterResolverFactory parameters) {
        return new RoutedSagaManager<>(
                AnnotatedSagaManager.<T>builder()
                        .sagaRepository(repository)
                        .sagaType(kind.type())
                        .sagaFactory(kind.factory())
                        .parameterResolverFactory(parameters)
                        .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()),
                kind);
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        String id = kind.idOf().apply(message.getPayload());
        return id != null && segment.matches(kind.association(id));
    }

    /** Which segment a saga belongs to was decided by its association. */
    @Override
    protected boolean matchesSegment(Segment segment, String sagaId) {
        return true;
    }
}
