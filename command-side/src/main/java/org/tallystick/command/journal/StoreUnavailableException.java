package org.tallystick.command.journal;

/** The store cannot be written at the moment. Whether the command took effect is told by sending it again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
