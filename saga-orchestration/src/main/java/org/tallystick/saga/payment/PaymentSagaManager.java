package org.tallystick.saga.payment;

import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.modelling.saga.AnnotatedSagaManager;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.SagaRepository;
import org.tallystick.events.PaymentEvent;

/**
 * Hands each event to the one segment that its payment belongs to. Axon's own manager asks all segments, since it allows a
 * saga to be associated with anything; these are associated with their payment only.
 */
final class PaymentSagaManager extends AnnotatedSagaManager<PaymentSaga> {

    private PaymentSagaManager(Builder<PaymentSaga> builder) {
        super(builder);
    }

    /** An event that fails stops its segment until it is handled: nothing is skipped. */
    static PaymentSagaManager over(SagaRepository<PaymentSaga> repository, ParameterResolverFactory parameters) {
        return new PaymentSagaManager(AnnotatedSagaManager.<PaymentSaga>builder()
                .sagaRepository(repository)
                .sagaType(PaymentSaga.class)
                .sagaFactory(PaymentSaga::new)
                .parameterResolverFactory(parameters)
                .listenerInvocationErrorHandler(PropagatingErrorHandler.instance()));
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        return message.getPayload() instanceof PaymentEvent event
                && segment.matches(new AssociationValue(
                        PaymentSaga.ASSOCIATION, event.payment().value()));
    }

    /** Which segment a saga belongs to was decided by its payment. */
    @Override
    protected boolean matchesSegment(Segment segment, String sagaId) {
        return true;
    }
}
