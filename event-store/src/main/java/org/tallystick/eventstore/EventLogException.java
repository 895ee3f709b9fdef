package org.tallystick.eventstore;

import org.jspecify.annotations.Nullable;

/** The store could not be read, or what it holds is damaged. A fault, never a rejection. */
public class EventLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EventLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public EventLogException(String message) {
        super(message);
    }
}
