package org.tallystick.saga.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.tallystick.storage.thread.FaultHandler;

/**
 * Hands on what a processor of sagas fails at, which it would only log, and says when it has gone on. An {@link Error} ends
 * the process instead: it leaves the processor believing that a segment is still being worked on.
 */
final class ProcessorFaults implements ErrorHandler {
    private static final long NONE = -1;

    private final String name;
    /** Of the last event that failed; every segment has to pass it. */
    private final AtomicLong failedPosition = new AtomicLong(NONE);

    private boolean cannotFollow;

    ProcessorFaults(String name) {
        this.name = name;
    }

    /** A batch has failed, in a handler or when it was stored; its segment tries again after a while. */
    @Override
    public void handleError(ErrorContext context) throws Exception {
        if (context.error() instanceof Exception fault) {
            failedPosition.accumulateAndGet(position(context.failedEvents()), Math::max);
            FaultHandler.ofProcess().goesOn(name, fault);
        }
        PropagatingErrorHandler.instance().handleError(context);
    }

    private static long position(List<? extends EventMessage<?>> events) {
        EventMessage<?> last = events.get(events.size() - 1);
        return last instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position().orElse(0)
                : 0;
    }

    boolean isFailing() {
        return cannotFollow || failedPosition.get() != NONE;
    }

    /**
     * To be called now and then, by one thread.
     *
     * @param segments how many the processor should be working on
     */
    void look(StreamingEventProcessor processor, int segments) {
        if (processor.isError() && !cannotFollow) {
            FaultHandler.ofProcess().goesOn(name, new IllegalStateException(name + " cannot follow the events"));
        }
        boolean followsAgain = cannotFollow && !processor.isError();
        cannotFollow = processor.isError();
        long failed = failedPosition.get();
        boolean hasPassed = failed != NONE
                && hasPassed(failed, processor.processingStatus(), segments)
                && failedPosition.compareAndSet(failed, NONE);
        if ((followsAgain || hasPassed) && !isFailing()) {
            FaultHandler.ofProcess().recovered(name);
        }
    }

    private static boolean hasPassed(long position, Map<Integer, EventTrackerStatus> status, int segments) {
        return status.size() >= segments
                && status.values().stream()
                        .noneMatch(segment -> segment.isErrorState()
                                || segment.getCurrentPosition().orElse(NONE) < position);
    }
}
