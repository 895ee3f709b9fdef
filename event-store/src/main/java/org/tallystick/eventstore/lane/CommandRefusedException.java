package org.tallystick.eventstore.lane;

import org.axonframework.common.AxonNonTransientException;
import org.tallystick.eventstore.journal.Journal;
import org.tallystick.eventstore.journal.StoreUnavailableException;

/** The command was not taken, or its outcome is not known; the same command may be sent again later. */
public final class CommandRefusedException extends AxonNonTransientException {
    private static final long serialVersionUID = 1L;

    /** Too many commands wait already. */
    public static final String OVERLOADED = "overloaded";
    /** Another process writes to the store. */
    public static final String NOT_WRITER = "not_writer";
    /** The process is stopping, or the outcome is not known in time. */
    public static final String UNAVAILABLE = "unavailable";
    /** The store cannot be written, by any process. */
    public static final String STORE_UNAVAILABLE = "store_unavailable";

    private final String code;

    public CommandRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    public CommandRefusedException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Of a process that does not write: because another one does, or because nobody can. */
    static CommandRefusedException notWriting(Journal journal) {
        return journal.notWritable()
                .map(reason -> new CommandRefusedException(STORE_UNAVAILABLE, "the store cannot be written: " + reason))
                .orElseGet(() -> new CommandRefusedException(
                        NOT_WRITER, "this process does not write to the store, another one does"));
    }

    /** Of a command whose events were not stored, or whose outcome is not known. */
    static CommandRefusedException notStored(RuntimeException cause) {
        return new CommandRefusedException(
                STORE_UNAVAILABLE, "the store could not be written: " + StoreUnavailableException.reason(cause), cause);
    }

    public String code() {
        return code;
    }
}
