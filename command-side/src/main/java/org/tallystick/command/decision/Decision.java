package org.tallystick.command.decision;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tallystick.commands.Outcome;
import org.tallystick.commands.Rejection;
import org.tallystick.events.DomainEvent;

/**
 * What was decided of a command, before any of it happens. It follows from states, which it leaves as they are, from the
 * command, and from the time of recording; what it accepts becomes so by the events.
 */
public sealed interface Decision<E extends DomainEvent> {

    /** It shall happen: these events, in this order. */
    record Accepted<E extends DomainEvent>(List<E> events) implements Decision<E> {}

    /** It took effect before, by an event that has this sequence number in its stream. Nothing is stored. */
    record Replay<E extends DomainEvent>(E effect, int sequence) implements Decision<E> {}

    /** Nothing is left to be done: it is so already, or something else has come first. Nothing is stored. */
    record Unchanged<E extends DomainEvent>() implements Decision<E> {}

    /** A rule is broken. Nothing is stored. */
    record Rejected<E extends DomainEvent>(Rejection rejection, Violation violation) implements Decision<E> {
        public <R> Outcome<R> outcome() {
            return Outcome.rejected(rejection, violation.detail(), violation.facts());
        }
    }

    /**
     * Makes it happen to an aggregate that exists.
     *
     * @param recording applies an event
     * @param result what is so then
     */
    default <R> Outcome<R> apply(Consumer<? super E> recording, Supplier<R> result) {
        if (this instanceof Rejected<E> rejected) {
            return rejected.outcome();
        } else if (this instanceof Accepted<E> accepted) {
            accepted.events().forEach(recording);
            return Outcome.changed(result.get());
        }
        return Outcome.replayed(result.get(), 0);
    }

    /**
     * Makes it happen to what does not exist yet.
     *
     * @param creation makes it of its first event, and tells what is so then
     */
    default <R> Outcome<R> create(Creation<? super E, R> creation) throws Exception {
        return this instanceof Accepted<E> accepted
                ? Outcome.created(creation.of(accepted.events().get(0)))
                : ((Rejected<E>) this).outcome();
    }

    /** Creates an aggregate. */
    interface Creation<E, R> {
        R of(E event) throws Exception;
    }

    static <E extends DomainEvent> Decision<E> accepted(E event) {
        return new Accepted<>(List.of(event));
    }

    static <E extends DomainEvent> Decision<E> accepted(E first, E second) {
        return new Accepted<>(List.of(first, second));
    }

    static <E extends DomainEvent> Decision<E> unchanged() {
        return new Unchanged<>();
    }

    static <E extends DomainEvent> Rejected<E> rejected(Rejection rejection, String detail, Map<String, Object> facts) {
        return new Rejected<>(rejection, new Violation(detail, facts));
    }
}
