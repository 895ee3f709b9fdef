package org.tallystick.saga.engine;

import java.time.Instant;

/** A saga that one row holds: it belongs to one thing, such as a payment, and has one deadline at most. */
public interface RowSaga {

    /** The identifier of what it belongs to, which is its own as well. */
    String id();

    /** When it wants to be woken; null when only an event can do that. */
    Instant wakesAt();
}
