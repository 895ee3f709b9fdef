package org.tallystick.eventstore;

import org.jspecify.annotations.Nullable;

/** Events that are stored are damaged or missing; those after them can be read. */
public final class DamagedEventsException extends EventLogException {
    private static final long serialVersionUID = 1L;

    private final long last;

    /** @param last the position of the last event that cannot be read for this reason */
    public DamagedEventsException(String message, long last, @Nullable Throwable cause) {
        super(message, cause);
        this.last = last;
    }

    public long last() {
        return last;
    }
}
