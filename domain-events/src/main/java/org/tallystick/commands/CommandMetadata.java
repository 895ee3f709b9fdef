package org.tallystick.commands;

/** The keys of what the writer and the API add to a command message. The keys of EventMetadata are used here, too. */
public final class CommandMetadata {
    /** The {@link java.time.Instant} at which the writer records the command, in microseconds; set by the writer. */
    public static final String RECORDED_AT = "recordedAt";

    /**
     * The set of those identifiers of new transactions in the command that were minted in this process, from 64 bits of
     * randomness that nobody can foresee, for this very command. No event can have them before it is decided.
     */
    public static final String MINTED = "minted";

    private CommandMetadata() {}
}
