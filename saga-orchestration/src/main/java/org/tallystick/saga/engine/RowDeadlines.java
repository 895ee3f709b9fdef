package org.tallystick.saga.engine;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.deadline.AbstractDeadlineManager;
import org.axonframework.messaging.ScopeDescriptor;

/**
 * The deadlines of sagas. Each has one at most, and {@link SagaRows} writes it with the saga: there is
 * nothing to store or to delete apart.
 */
public final class RowDeadlines extends AbstractDeadlineManager {

    @Override
    public String schedule(Instant at, String name, Object payload, ScopeDescriptor scope) {
        return name;
    }

    @Override
    public String schedule(Duration after, String name, Object payload, ScopeDescriptor scope) {
        return name;
    }

    @Override
    public void cancelSchedule(String name, String id) {
        // The saga forgets when it wanted to be woken.
    }

    @Override
    public void cancelAll(String name) {
        throw new UnsupportedOperationException("deadlines belong to their sagas");
    }

    @Override
    public void cancelAllWithinScope(String name, ScopeDescriptor scope) {
        throw new UnsupportedOperationException("deadlines belong to their sagas");
    }
}
