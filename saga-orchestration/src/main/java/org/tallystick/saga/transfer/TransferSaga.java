package org.tallystick.saga.transfer;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.TransferAttemptFailed;
import org.tallystick.events.TransferDelivered;
import org.tallystick.events.TransferEvent;
import org.tallystick.events.TransferHeld;
import org.tallystick.events.TransferInitiated;
import org.tallystick.events.TransferStates;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.RowSaga;
import org.tallystick.saga.engine.SagaKind;
import org.tallystick.values.TransferState;

/**
 * Drives one transfer from its first event to its end: holds the money in the first ledger, posts it in the second, posts
 * what is held in the first; or takes back what was done when a ledger refuses its part. It works as a payment saga does:
 * one step at a time, each with an identifier that follows from transfer and step; what comes of a step is recorded on the
 * transfer, and only the event of that makes the saga go on.
 *
 * <p>Its steps are commands to ledgers, which always have an answer once the store can be reached. So no step is given up:
 * one of which nothing is heard by the deadline is done again.
 */
public class TransferSaga implements RowSaga {
    static final String DEADLINE = "transfer-step";
    static final String ASSOCIATION = "transfer";
    static final String ACTOR = "transfers";

    private TransferState state;
    private long sequence = -1;
    private Cause cause;
    private Instant performedAt;
    private Instant wakesAt;
    private String deadline;

    public static SagaKind<TransferSaga> kind(TransferSteps steps) {
        return new SagaKind<>(ASSOCIATION, TransferSaga.class, TransferSaga::new, TransferSaga::idOf, DEADLINE, steps);
    }

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

    @Override
    public String id() {
        return state.id().value();
    }

    @Override
    public Instant wakesAt() {
        return wakesAt;
    }

    private void follow(
            TransferEvent event, DomainEventMessage<?> message, TransferSteps steps, DeadlineManager deadlines) {
        if (message.getSequenceNumber() <= sequence) {
            return;
        }
        state = stateAfter(event, message, steps);
        sequence = message.getSequenceNumber();
        cause = Cause.of(message);
        performedAt = event instanceof TransferAttemptFailed ? message.getTimestamp() : null;
        if (state.next() == null) {
            cancel(deadlines);
            SagaLifecycle.end();
            return;
        }
        if (state.attempts() == 0 && steps.isRecent(message.getTimestamp())) {
            perform(steps);
        }
        sleep(steps, deadlines);
    }

    /** A saga that starts at a later event finds out what was before. */
    private TransferState stateAfter(TransferEvent event, DomainEventMessage<?> message, TransferSteps steps) {
        if (state == null && !(event instanceof TransferInitiated)) {
            return steps.stateAt(event.transfer(), message.getSequenceNumber());
        }
        Object actor = message.getMetaData().get(EventMetadata.ACTOR);
        return TransferStates.after(state, event, message.getTimestamp(), actor == null ? null : actor.toString());
    }

    private void perform(TransferSteps steps) {
        performedAt = steps.now();
        steps.perform(state, cause);
    }

    /** @param transfer what Axon knows the handler by: a first parameter of another type is never handed anything */
    @DeadlineHandler(deadlineName = DEADLINE)
    void wake(String transfer, TransferSteps steps, DeadlineManager deadlines) {
        deadline = null;
        wakesAt = null;
        if (!steps.now().isBefore(dueAt(steps))) {
            perform(steps);
        }
        sleep(steps, deadlines);
    }

    /** When to do the step, or to do it again if nothing has come of it. */
    private Instant dueAt(TransferSteps steps) {
        Instant since = performedAt == null ? state.changedAt() : performedAt;
        return since.plus(steps.times().waitAfter(state.attempts()));
    }

    /** One deadline is kept until it is due even where a later step needs a later one: it then looks again. */
    private void sleep(TransferSteps steps, DeadlineManager deadlines) {
        Instant wanted = dueAt(steps);
        Instant earliest = steps.now().plus(steps.times().waitAfter(1));
        Instant at = wanted.isBefore(earliest) ? earliest : wanted;
        if (deadline != null && !wakesAt.isAfter(at)) {
            return;
        }
        cancel(deadlines);
        deadline = deadlines.schedule(at, DEADLINE, state.id().value());
        wakesAt = at;
    }

    private void cancel(DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(DEADLINE, deadline);
            deadline = null;
            wakesAt = null;
        }
    }
}
