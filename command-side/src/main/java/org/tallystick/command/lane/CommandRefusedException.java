package org.tallystick.command.lane;

import org.axonframework.common.AxonNonTransientException;

/** The command was not taken, or its outcome is not known; the same command may be sent again later. */
public final class CommandRefusedException extends AxonNonTransientException {
    private static final long serialVersionUID = 1L;

    /** Too many commands wait already. */
    public static final String OVERLOADED = "overloaded";
    /** Another process writes to the store. */
    public static final String NOT_WRITER = "not_writer";
    /** The store cannot be written. */
    public static final String UNAVAILABLE = "unavailable";

    private final String code;

    public CommandRefusedException(String code, String message) {
        super(message);
        this.code = code;
    }

    public CommandRefusedException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
