package org.tallystick.commands;

/** The keys of what the writer and the API add to a command message. The keys of EventMetadata are used here, too. */
public final class CommandMetadata {
    /** The {@link java.time.Instant} at which the writer records the command, in microseconds; set by the writer. */
    public static final String RECORDED_AT = "recordedAt";

    private CommandMetadata() {}
}
