package org.tallystick.eventstore;

import org.axonframework.messaging.unitofwork.UnitOfWork;

/** Lets the answer of a command stand, while nothing of what it applies is stored and aggregates forget it. */
public final class Discarding {
    private static final String RESOURCE = Discarding.class.getName();

    private Discarding() {}

    /** Before the unit of work is committed, such as by an interceptor of handlers. */
    public static void discard(UnitOfWork<?> unit) {
        unit.root().resources().put(RESOURCE, true);
    }

    public static boolean isDiscarded(UnitOfWork<?> unit) {
        return unit.root().getResource(RESOURCE) != null;
    }
}
