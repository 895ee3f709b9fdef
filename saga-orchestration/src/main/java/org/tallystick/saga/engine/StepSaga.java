package org.tallystick.saga.engine;

import java.time.Instant;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;

/**
 * Drives one thing, such as a payment, from its first event to its end. It follows the events of the thing, and whatever the
 * state after them asks for next is done: one step at a time, each with an identifier that follows from thing and step. What
 * comes of a step is recorded on the thing by a command, and only the event of that makes the saga go on. So a step that was
 * done twice is harmless, and one of which nothing is heard is done again.
 *
 * <p>The saga sleeps with one deadline, which is kept until it is due even where a later step needs a later one: it then
 * looks again. What goes straight through costs one deadline, written once and deleted once.
 *
 * <p>Its fields are what is stored of it: their names and types must not change.
 */
public abstract class StepSaga<E extends DomainEvent, S> implements RowSaga {
    private S state;
    private long sequence = -1;
    private Cause cause;
    private Instant performedAt;
    private Instant wakesAt;
    private String deadline;

    protected final S state() {
        return state;
    }

    /** The name of its one deadline. */
    protected abstract String deadlineName();

    @Override
    public final Instant wakesAt() {
        return wakesAt;
    }

    protected final void follow(
            E event, DomainEventMessage<?> message, SagaSteps<E, S> steps, DeadlineManager deadlines) {
        if (message.getSequenceNumber() <= sequence) {
            return;
        }
        state = stateAfter(event, message, steps);
        sequence = message.getSequenceNumber();
        if (steps.isNoteOnly(event)) {
            return;
        }
        cause = Cause.of(message);
        performedAt = steps.isFailedAttempt(event) ? message.getTimestamp() : null;
        if (steps.isEnded(state)) {
            cancel(deadlines);
            SagaLifecycle.end();
        } else if (!steps.waitsForEvent(state)) {
            if (steps.isAtOnce(state) && steps.isRecent(message.getTimestamp())) {
                perform(steps);
            }
            sleep(steps, deadlines);
        }
    }

    /** A saga that starts at a later event, or has missed one, finds out what was before. */
    private S stateAfter(E event, DomainEventMessage<?> message, SagaSteps<E, S> steps) {
        if (message.getSequenceNumber() != sequence + 1) {
            return steps.stateAt(event.stream(), message.getSequenceNumber());
        }
        Object actor = message.getMetaData().get(EventMetadata.ACTOR);
        return steps.after(state, event, message.getTimestamp(), actor == null ? null : actor.toString());
    }

    private void perform(SagaSteps<E, S> steps) {
        performedAt = steps.now();
        steps.perform(state, cause);
    }

    protected final void wake(SagaSteps<E, S> steps, DeadlineManager deadlines) {
        deadline = null;
        wakesAt = null;
        if (steps.waitsForEvent(state)) {
            return;
        }
        Instant now = steps.now();
        if (steps.isOverdue(state, now)) {
            performedAt = now;
            steps.giveUp(state, cause);
        } else if (!now.isBefore(steps.dueAt(state, performedAt))) {
            perform(steps);
        }
        sleep(steps, deadlines);
    }

    /** After events of long ago, which come when the sagas are built again, the saga looks only once it has seen the last. */
    private void sleep(SagaSteps<E, S> steps, DeadlineManager deadlines) {
        Instant wanted = steps.dueAt(state, performedAt);
        Instant earliest = steps.soon();
        Instant at = wanted.isBefore(earliest) ? earliest : wanted;
        if (deadline != null && !wakesAt.isAfter(at)) {
            return;
        }
        cancel(deadlines);
        deadline = deadlines.schedule(at, deadlineName(), id());
        wakesAt = at;
    }

    private void cancel(DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(deadlineName(), deadline);
            deadline = null;
            wakesAt = null;
        }
    }
}
