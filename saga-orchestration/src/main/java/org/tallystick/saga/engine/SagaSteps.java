package org.tallystick.saga.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.tallystick.events.DomainEvent;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/**
 * What sagas of one kind do, and when: both follow from the state of the thing alone. Every step returns at once; what comes
 * of it is recorded on the thing by a command.
 *
 * @param <E> the events of a thing, such as a payment
 * @param <S> all that is known of it after an event
 */
public abstract class SagaSteps<E extends DomainEvent, S> {
    /** Older events are history, which comes when sagas are built again: the end of it tells what is to be done. */
    private static final Duration RECENT = Duration.ofMinutes(1);

    private static final int EVENTS_AT_ONCE = 1_000;

    private final Class<E> events;
    private final EventLog log;
    private final Clock clock;
    private final StepTimes times;

    protected SagaSteps(Class<E> events, EventLog log, Clock clock, StepTimes times) {
        this.events = events;
        this.log = log;
        this.clock = clock;
        this.times = times;
    }

    protected final StepTimes times() {
        return times;
    }

    final Instant now() {
        return clock.instant();
    }

    /** @return the earliest moment for which a saga sets a deadline */
    final Instant soon() {
        return now().plus(times.waitAfter(1));
    }

    final boolean isRecent(Instant recordedAt) {
        return recordedAt.isAfter(now().minus(RECENT));
    }

    /** The state right after the event of a stream with this sequence number, from the store. */
    final S stateAt(String stream, long sequence) {
        S state = null;
        List<RecordedEvent> next = log.readStream(stream, 0, EVENTS_AT_ONCE);
        while (!next.isEmpty()) {
            for (RecordedEvent event : next) {
                state = event.sequence() <= sequence && events.isInstance(event.payload())
                        ? after(state, event)
                        : state;
            }
            RecordedEvent last = next.get(next.size() - 1);
            next = last.sequence() < sequence ? log.readStream(stream, last.position(), EVENTS_AT_ONCE) : List.of();
        }
        return state;
    }

    private S after(S state, RecordedEvent event) {
        return after(
                state,
                events.cast(event.payload()),
                event.recordedAt(),
                event.metadata().get(EventMetadata.ACTOR));
    }

    /** @param before null for the first event */
    protected abstract S after(S before, E event, Instant recordedAt, String actor);

    /** Whether the event says that the present step was tried in vain. */
    protected abstract boolean isFailedAttempt(E event);

    /** Whether the event is kept for people to see, and asks for nothing. */
    protected boolean isNoteOnly(E event) {
        return false;
    }

    /** Whether nothing more will be done, unless something new is said. */
    protected abstract boolean isEnded(S state);

    /** Whether only an event can tell what is next. */
    protected boolean waitsForEvent(S state) {
        return false;
    }

    /** Whether the step is done as soon as an event asks for it; otherwise its time has to come first. */
    protected abstract boolean isAtOnce(S state);

    /**
     * When to do the step, or to do it again if nothing has come of it.
     *
     * @param performedAt when it was last done; null when it was not
     */
    protected abstract Instant dueAt(S state, Instant performedAt);

    /** Whether the step has taken longer than it may, and is given up. */
    protected boolean isOverdue(S state, Instant now) {
        return false;
    }

    protected abstract void perform(S state, Cause cause);

    /** Ends a step that is overdue. */
    protected void giveUp(S state, Cause cause) {
        throw new UnsupportedOperationException("no step of these is given up");
    }
}
