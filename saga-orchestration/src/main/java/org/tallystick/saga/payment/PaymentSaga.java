package org.tallystick.saga.payment;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.saga.engine.SagaKind;
import org.tallystick.saga.engine.StepSaga;
import org.tallystick.values.Actors;
import org.tallystick.values.PaymentState;

/**
 * Drives one payment from its first event to its end: what is held for it is screened, approved where that is asked for,
 * submitted over its rail, and posted when the rail confirms; or given back.
 */
@Saga(sagaStore = "paymentSagaRows")
@ProcessingGroup("payment-sagas")
public class PaymentSaga extends StepSaga<PaymentEvent, PaymentState> {
    static final String DEADLINE = "payment-step";
    static final String ASSOCIATION = "payment";
    static final String ACTOR = Actors.PAYMENTS;

    public static final SagaKind<PaymentSaga> KIND =
            new SagaKind<>(ASSOCIATION, PaymentSaga.class, PaymentSaga::idOf, DEADLINE);

    private static String idOf(Object payload) {
        return payload instanceof PaymentEvent event ? event.payment().value() : null;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentInitiated event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** May come after the end: what a person says of a payment that was thought to have ended. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentConfirmed event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** Comes after the end, as a rule. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentReturned event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** May come after the end, when a rail contradicts itself. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentUnknown event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** May come after the end, when a rail returned what was about to be posted. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentSettled event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(PaymentEvent event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** @param payment what Axon knows the handler by: a first parameter of another type is never handed anything */
    @DeadlineHandler(deadlineName = DEADLINE)
    void wake(String payment, PaymentSteps steps, DeadlineManager deadlines) {
        wake(steps, deadlines);
    }

    @Override
    public String id() {
        return state().id().value();
    }

    @Override
    protected String deadlineName() {
        return DEADLINE;
    }
}
