package org.tallystick.eventstore.journal;

import org.jspecify.annotations.Nullable;

/** The store cannot be written at the moment. Whether the command took effect is told by sending it again. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** In a few words, for clients. */
    public static String reason(Throwable failure) {
        String message = failure.getMessage();
        return failure.getCause() == null && message != null ? message : StoreFailure.reason(failure);
    }
}
