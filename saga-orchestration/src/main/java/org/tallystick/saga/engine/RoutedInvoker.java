package org.tallystick.saga.engine;

import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;

/**
 * Hands each event to the one segment that its saga belongs to. Axon's saga manager has to ask all segments, since it allows a
 * saga to be associated with anything; these are associated with one thing only, such as their payment. So the manager, which
 * is Axon's own, is told that there is but one segment.
 */
final class RoutedInvoker implements EventHandlerInvoker {
    private final SagaKind<?> kind;
    private final EventHandlerInvoker manager;

    RoutedInvoker(SagaKind<?> kind, EventHandlerInvoker manager) {
        this.kind = kind;
        this.manager = manager;
    }

    @Override
    public boolean canHandle(EventMessage<?> message, Segment segment) {
        String id = kind.idOf().apply(message.getPayload());
        return id != null && segment.matches(kind.association(id));
    }

    @Override
    public void handle(EventMessage<?> message, Segment segment) throws Exception {
        manager.handle(message, Segment.ROOT_SEGMENT);
    }

    @Override
    public boolean supportsReset() {
        return manager.supportsReset();
    }
}
