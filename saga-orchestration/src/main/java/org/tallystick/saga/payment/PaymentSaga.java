package org.tallystick.saga.payment;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.tallystick.events.EventMetadata;
import org.tallystick.events.PaymentAttemptFailed;
import org.tallystick.events.PaymentConfirmed;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.PaymentReturned;
import org.tallystick.events.PaymentSettled;
import org.tallystick.events.PaymentStates;
import org.tallystick.events.PaymentUnknown;
import org.tallystick.saga.engine.Cause;
import org.tallystick.saga.engine.RowSaga;
import org.tallystick.saga.engine.SagaKind;
import org.tallystick.values.PaymentState;

/**
 * Drives one payment from its first event to its end. It follows the events of the payment, and whatever the state after
 * them asks for next is done: one step at a time, each with an identifier that follows from payment and step. What comes of
 * a step is recorded on the payment by a command, and only the event of that makes the saga go on. So a step that was done
 * twice is harmless, and one of which nothing is heard is done again.
 *
 * <p>The saga sleeps with one deadline, which is kept until it is due even where a later step needs a later one: it then
 * looks again. A payment that goes straight through costs one deadline, written once and deleted once.
 */
public class PaymentSaga implements RowSaga {
    static final String DEADLINE = "payment-step";
    static final String ASSOCIATION = "payment";
    static final String ACTOR = "payments";

    private PaymentState state;
    private long sequence = -1;
    private Cause cause;
    private Instant performedAt;
    private Instant wakesAt;
    private String deadline;

    public static SagaKind<PaymentSaga> kind(PaymentSteps steps) {
        return new SagaKind<>(ASSOCIATION, PaymentSaga.class, PaymentSaga::new, PaymentSaga::idOf, DEADLINE, steps);
    }

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

    @Override
    public String id() {
        return state.id().value();
    }

    @Override
    public Instant wakesAt() {
        return wakesAt;
    }

    private void follow(
            PaymentEvent event, DomainEventMessage<?> message, PaymentSteps steps, DeadlineManager deadlines) {
        if (message.getSequenceNumber() <= sequence) {
            return;
        }
        state = stateAfter(event, message, steps);
        sequence = message.getSequenceNumber();
        cause = Cause.of(message);
        performedAt = event instanceof PaymentAttemptFailed ? message.getTimestamp() : null;
        if (state.isEnded()) {
            end(deadlines);
        } else if (NextStep.of(state) != null) {
            if (NextStep.isAtOnce(state) && steps.isRecent(message.getTimestamp())) {
                perform(steps);
            }
            sleep(steps, deadlines);
        }
    }

    /** A saga that starts at a later event, or has missed one, finds out what was before. */
    private PaymentState stateAfter(PaymentEvent event, DomainEventMessage<?> message, PaymentSteps steps) {
        if (message.getSequenceNumber() != sequence + 1) {
            return steps.stateAt(event.payment(), message.getSequenceNumber());
        }
        Object actor = message.getMetaData().get(EventMetadata.ACTOR);
        return PaymentStates.after(state, event, message.getTimestamp(), actor == null ? null : actor.toString());
    }

    private void perform(PaymentSteps steps) {
        performedAt = steps.now();
        steps.perform(state, cause);
    }

    /** @param payment what Axon knows the handler by: a first parameter of another type is never handed anything */
    @DeadlineHandler(deadlineName = DEADLINE)
    void wake(String payment, PaymentSteps steps, DeadlineManager deadlines) {
        deadline = null;
        wakesAt = null;
        if (NextStep.of(state) == null) {
            return;
        }
        Instant now = steps.now();
        if (NextStep.isOverdue(state, now)) {
            performedAt = now;
            steps.giveUp(state, cause);
        } else if (!now.isBefore(NextStep.wakeAt(state, performedAt, steps.times()))) {
            perform(steps);
        }
        sleep(steps, deadlines);
    }

    /** After events of long ago, which come when the sagas are built again, the saga looks only once it has seen the last. */
    private void sleep(PaymentSteps steps, DeadlineManager deadlines) {
        Instant wanted = NextStep.wakeAt(state, performedAt, steps.times());
        Instant earliest = steps.now().plus(steps.times().waitAfter(1));
        Instant at = wanted.isBefore(earliest) ? earliest : wanted;
        if (deadline != null && !wakesAt.isAfter(at)) {
            return;
        }
        cancel(deadlines);
        deadline = deadlines.schedule(at, DEADLINE, state.id().value());
        wakesAt = at;
    }

    private void end(DeadlineManager deadlines) {
        cancel(deadlines);
        SagaLifecycle.end();
    }

    private void cancel(DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(DEADLINE, deadline);
            deadline = null;
            wakesAt = null;
        }
    }
}
