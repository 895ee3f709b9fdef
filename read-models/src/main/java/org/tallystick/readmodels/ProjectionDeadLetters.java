package org.tallystick.readmodels;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.Cause;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.NoSuchDeadLetterException;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.ThrowableCause;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;

/**
 * The events that wait because a projection could not take them, as Axon shows them. A sequence is a stream. Their payloads
 * stand in the log; what is kept is the position.
 */
final class ProjectionDeadLetters
        implements SequencedDeadLetterQueue<EventMessage<?>>, SequencedDeadLetterProcessor<EventMessage<?>> {
    /** What Axon calls the number of tries. */
    static final String ATTEMPTS = "attempts";

    private final ParkedEvents parked;
    private final EventLog log;

    ProjectionDeadLetters(ParkedEvents parked, EventLog log) {
        this.parked = parked;
        this.log = log;
    }

    @Override
    public void enqueue(Object stream, DeadLetter<? extends EventMessage<?>> letter) {
        RecordedEvent event = recorded(letter);
        if (!event.stream().equals(stream)) {
            throw new IllegalArgumentException("the event at " + event.position() + " is not of the stream " + stream);
        }
        parked.park(event, text(letter));
    }

    /** The event of the log that a letter is about. @throws IllegalArgumentException when there is none */
    private RecordedEvent recorded(DeadLetter<? extends EventMessage<?>> letter) {
        String identifier = letter.message().getIdentifier();
        String digits = identifier.substring(identifier.lastIndexOf('-') + 1);
        long position = digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : 0;
        if (position == 0
                || position > log.head()
                || !RecordedEvent.identifierAt(position).equals(identifier)) {
            throw new IllegalArgumentException("there is no event " + identifier + " in the log");
        }
        return parked.recorded(position);
    }

    private static @Nullable String text(DeadLetter<?> letter) {
        return letter.cause()
                .map(cause -> cause.type() + ": " + cause.message())
                .orElse(null);
    }

    @Override
    public void evict(DeadLetter<? extends EventMessage<?>> letter) {
        parked.evict(recorded(letter));
    }

    @Override
    public void requeue(
            DeadLetter<? extends EventMessage<?>> letter, UnaryOperator<DeadLetter<? extends EventMessage<?>>> updater)
            throws NoSuchDeadLetterException {
        long position = recorded(letter).position();
        if (!parked.failedAgain(position, text(updater.apply(letter)))) {
            throw new NoSuchDeadLetterException("the event at " + position + " does not wait");
        }
    }

    @Override
    public boolean contains(Object stream) {
        return parked.contains(stream.toString());
    }

    @Override
    public Iterable<DeadLetter<? extends EventMessage<?>>> deadLetterSequence(Object stream) {
        return () -> parked.of(stream.toString()).stream()
                .<DeadLetter<? extends EventMessage<?>>>map(this::letter)
                .iterator();
    }

    private DeadLetter<EventMessage<?>> letter(ParkedEvent waiting) {
        EventMessage<?> message = parked.message(waiting.position());
        MetaData diagnostics = MetaData.with(ATTEMPTS, waiting.attempts());
        return new GenericDeadLetter<>(
                waiting.stream(), message, cause(waiting), waiting.parkedAt(), waiting.parkedAt(), diagnostics);
    }

    /** Stored is what an exception says of itself; what only follows another event has no cause of its own. */
    private static @Nullable Cause cause(ParkedEvent waiting) {
        if (waiting.cause().equals(DeadLetters.FOLLOWS)) {
            return null;
        }
        String[] parts = waiting.cause().split(": ", 2);
        return new ThrowableCause(parts[0], parts.length == 1 ? null : parts[1]);
    }

    /** Those whose first letter has waited longest come first. */
    @Override
    public Iterable<Iterable<DeadLetter<? extends EventMessage<?>>>> deadLetters() {
        return () -> parked.streams().stream().map(this::deadLetterSequence).iterator();
    }

    @Override
    public boolean isFull(Object stream) {
        return false;
    }

    @Override
    public long size() {
        return parked.size();
    }

    @Override
    public long sequenceSize(Object stream) {
        return parked.of(stream.toString()).size();
    }

    @Override
    public long amountOfSequences() {
        return parked.streams().size();
    }

    @Override
    public boolean process(
            Predicate<DeadLetter<? extends EventMessage<?>>> filter,
            Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        return first(filter).map(stream -> processAll(stream, task)).orElse(false);
    }

    private Optional<String> first(Predicate<DeadLetter<? extends EventMessage<?>>> filter) {
        return parked.streams().stream()
                .filter(stream -> parked.of(stream).stream()
                        .findFirst()
                        .map(this::letter)
                        .filter(filter)
                        .isPresent())
                .findFirst();
    }

    private boolean processAll(
            String stream, Function<DeadLetter<? extends EventMessage<?>>, EnqueueDecision<EventMessage<?>>> task) {
        for (ParkedEvent waiting : parked.of(stream)) {
            DeadLetter<EventMessage<?>> letter = letter(waiting);
            EnqueueDecision<EventMessage<?>> decision = task.apply(letter);
            if (decision.shouldEnqueue()) {
                String cause = decision.enqueueCause()
                        .map(Throwable::toString)
                        .orElseGet(() -> text(decision.withDiagnostics(letter)));
                parked.failedAgain(waiting.position(), cause);
                return false;
            }
            parked.evict(parked.recorded(waiting.position()));
        }
        return true;
    }

    /** Gives the projection the events of a stream again. */
    @Override
    public boolean process(Predicate<DeadLetter<? extends EventMessage<?>>> filter) {
        Optional<String> stream = first(filter);
        stream.ifPresent(parked::retry);
        return stream.isPresent() && !parked.contains(stream.get());
    }

    @Override
    public void clear() {
        parked.evictAll();
    }
}
