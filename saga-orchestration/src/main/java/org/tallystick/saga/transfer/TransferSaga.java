package org.tallystick.saga.transfer;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferInitiated;
import org.tallystick.saga.engine.SagaKind;
import org.tallystick.saga.engine.StepSaga;
import org.tallystick.values.Actors;
import org.tallystick.values.TransferState;

/**
 * Drives one transfer from its first event to its end: holds the money in the first ledger, posts it in the second, posts
 * what is held in the first; or takes back what was done when a ledger refuses its part.
 *
 * <p>Its steps are commands to ledgers, which always have an answer once the store can be reached. So no step is given up:
 * one of which nothing is heard by the deadline is done again.
 */
@Saga(sagaStore = "transferSagaRows")
@ProcessingGroup("transfer-sagas")
public class TransferSaga extends StepSaga<TransferEvent, TransferState> {
    static final String DEADLINE = "transfer-step";
    static final String ASSOCIATION = "transfer";
    static final String ACTOR = Actors.TRANSFERS;

    public static final SagaKind<TransferSaga> KIND =
            new SagaKind<>(ASSOCIATION, TransferSaga.class, TransferSaga::idOf, DEADLINE);

    private static String idOf(Object payload) {
        return payload instanceof TransferEvent event ? event.transfer().value() : null;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(TransferInitiated event, DomainEventMessage<?> message, TransferSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** May come after the end: a hold that was refused before, and succeeded when it was sent again. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(TransferHeld event, DomainEventMessage<?> message, TransferSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** May come after the end, like a hold. */
    @StartSaga
    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(TransferDelivered event, DomainEventMessage<?> message, TransferSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    @SagaEventHandler(associationProperty = ASSOCIATION)
    void on(TransferEvent event, DomainEventMessage<?> message, TransferSteps steps, DeadlineManager deadlines) {
        follow(event, message, steps, deadlines);
    }

    /** @param transfer what Axon knows the handler by: a first parameter of another type is never handed anything */
    @DeadlineHandler(deadlineName = DEADLINE)
    void wake(String transfer, TransferSteps steps, DeadlineManager deadlines) {
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
