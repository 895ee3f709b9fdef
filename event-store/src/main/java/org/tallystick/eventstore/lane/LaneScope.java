package org.tallystick.eventstore.lane;

import org.axonframework.messaging.Scope;
import org.axonframework.messaging.ScopeDescriptor;

/**
 * Around all that a lane does. Axon keeps the scopes of a thread in a list that it throws away with the last of them: without
 * one that stays, it would make the list anew for each event that an aggregate applies.
 */
final class LaneScope extends Scope {
    private LaneScope() {}

    static void around(Runnable work) {
        LaneScope scope = new LaneScope();
        scope.startScope();
        try {
            work.run();
        } finally {
            scope.endScope();
        }
    }

    @Override
    public ScopeDescriptor describeScope() {
        return () -> "lane";
    }
}
