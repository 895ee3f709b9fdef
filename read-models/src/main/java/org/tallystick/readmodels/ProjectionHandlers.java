package org.tallystick.readmodels;

import java.util.List;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessingException;
import org.axonframework.messaging.annotation.AnnotatedHandlerInspector;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.MessageHandlerInterceptorMemberChain;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.RecordedEvent;

/**
 * The annotated methods of a projection, as Axon finds and calls them. Which of them may take an event is looked up once for
 * each class of events, so that a replay does not ask all of them for each event.
 */
final class ProjectionHandlers {
    private final Projection projection;
    private final AnnotationEventHandlerAdapter resets;
    private final List<MessageHandlingMember<? super Projection>> all;
    private final MessageHandlerInterceptorMemberChain<Projection> interceptors;
    private final ClassValue<List<MessageHandlingMember<? super Projection>>> byType = new ClassValue<>() {
        @Override
        protected List<MessageHandlingMember<? super Projection>> computeValue(Class<?> type) {
            return all.stream().filter(handler -> handler.canHandleType(type)).toList();
        }
    };

    ProjectionHandlers(Projection projection, ParameterResolverFactory parameters, HandlerDefinition definition) {
        this.projection = projection;
        Class<? extends Projection> type = projection.getClass();
        AnnotatedHandlerInspector<Projection> inspector =
                AnnotatedHandlerInspector.inspectType(type, parameters, definition);
        this.all = inspector
                .getHandlers(type)
                .filter(handler -> handler.canHandleMessageType(EventMessage.class))
                .toList();
        this.interceptors = inspector.chainedInterceptor(type);
        this.resets = new AnnotationEventHandlerAdapter(projection, parameters, definition);
    }

    Projection projection() {
        return projection;
    }

    boolean supportsReset() {
        return resets.supportsReset();
    }

    /** @throws org.axonframework.eventhandling.ResetNotSupportedException when a handler of it fails */
    void prepareReset(@Nullable Object context) {
        resets.prepareReset(context);
    }

    /** Hands over a batch and writes what came of it. */
    void take(List<RecordedEvent> events, Target target, boolean late) {
        if (events.isEmpty()) {
            return;
        }
        EventRange range = new EventRange(
                events.get(0).position(), events.get(events.size() - 1).position(), late);
        Batch batch = projection.begin(range);
        for (RecordedEvent event : events) {
            List<MessageHandlingMember<? super Projection>> handlers =
                    byType.get(event.payload().getClass());
            if (!handlers.isEmpty()) {
                handle(new ProjectedEvent<>(event, batch, target), handlers);
            }
        }
        batch.write(target.tables());
    }

    /** The first that can, which is the one with the closest type, as in every component of Axon. */
    private void handle(ProjectedEvent<?> event, List<MessageHandlingMember<? super Projection>> handlers) {
        for (MessageHandlingMember<? super Projection> handler : handlers) {
            if (handler.canHandle(event)) {
                invoke(event, handler);
                return;
            }
        }
    }

    private void invoke(ProjectedEvent<?> event, MessageHandlingMember<? super Projection> handler) {
        try {
            interceptors.handle(event, projection, handler);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new EventProcessingException("the event at " + event.event().position() + " could not be handled", e);
        }
    }
}
