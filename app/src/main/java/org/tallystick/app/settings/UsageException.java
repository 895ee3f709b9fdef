package org.tallystick.app.settings;

/** The program was called in a way that it cannot follow. Its message is all that the caller is shown. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
