package org.tallystick.eventstore;

import java.time.Instant;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one command while it is decided, a resource of its unit of work. Whoever runs handlers without lanes, such as
 * a test, {@linkplain #attachTo attaches} one of his own.
 */
public final class CommandContext {
    private static final String RESOURCE = CommandContext.class.getName();

    private final Instant recordedAt;
    private final long generation;
    private @Nullable RecordedUnit appended;

    /**
     * @param recordedAt the time of recording, in microseconds
     * @param generation the one of the journal whose events the command is decided on
     */
    public CommandContext(Instant recordedAt, long generation) {
        this.recordedAt = recordedAt;
        this.generation = generation;
    }

    public void attachTo(UnitOfWork<?> unit) {
        unit.resources().put(RESOURCE, this);
    }

    /** @throws IllegalStateException when this thread decides no command */
    public static CommandContext current() {
        CommandContext context = CurrentUnitOfWork.isStarted() ? of(CurrentUnitOfWork.get()) : null;
        if (context == null) {
            throw new IllegalStateException(
                    "no command is decided here: events are applied, and the time of recording is"
                            + " asked for, by handlers of commands that were sent over the command bus");
        }
        return context;
    }

    /** Null in a unit of work of something else than a command. */
    static @Nullable CommandContext of(UnitOfWork<?> unit) {
        return unit.getResource(RESOURCE);
    }

    public Instant recordedAt() {
        return recordedAt;
    }

    public long generation() {
        return generation;
    }

    /** What the command has stored; null while it has stored nothing. */
    public @Nullable RecordedUnit appended() {
        return appended;
    }

    /** @throws IllegalStateException when the command has stored something before: all of it is one unit or nothing */
    public void append(RecordedUnit unit) {
        if (appended != null) {
            throw new IllegalStateException("the events of a command are stored at once");
        }
        appended = unit;
    }
}
