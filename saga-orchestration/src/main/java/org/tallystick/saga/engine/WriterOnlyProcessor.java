package org.tallystick.saga.engine;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.StreamableMessageSource;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * The processor of sagas of one kind as Axon sees it. Once started it runs wherever the store is written, since sagas send
 * commands all the time, which another process would have to hand on. It ends when the lease is lost, and another one starts
 * where the events are then. Each time that this process gets the lease there is a new processor behind this one, under
 * another name at its tokens: whatever the one before is still at cannot be stored any more.
 *
 * <p>Sagas cannot be reset: what they have done cannot be taken back by doing it again.
 */
final class WriterOnlyProcessor implements StreamingEventProcessor, Lifecycle {
    private static final long LOOK_MILLIS = 500;
    private static final String NO_RESET = "sagas cannot be reset: they would do again what they have done";

    private final String name;
    private final BooleanSupplier writing;
    private final Function<List<MessageHandlerInterceptor<? super EventMessage<?>>>, Sagas<?>> sagas;
    private final List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors = new CopyOnWriteArrayList<>();
    private ScheduledExecutorService timer;
    private volatile Sagas<?> running;

    /** @param sagas makes new ones, with the given interceptors, that have not started */
    WriterOnlyProcessor(
            String name,
            BooleanSupplier writing,
            Function<List<MessageHandlerInterceptor<? super EventMessage<?>>>, Sagas<?>> sagas) {
        this.name = name;
        this.writing = writing;
        this.sagas = sagas;
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry axon) {
        axon.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        axon.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutDown);
    }

    @Override
    public synchronized void start() {
        if (timer == null) {
            timer = ProcessThreads.timer("writer-of-" + name);
            timer.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void look() {
        boolean isWriter = timer != null && writing.getAsBoolean();
        if (isWriter && running == null) {
            Sagas<?> next = sagas.apply(interceptors);
            try {
                next.start();
            } catch (RuntimeException | Error e) {
                next.close();
                throw e;
            }
            running = next;
        } else if (!isWriter) {
            end();
        } else {
            running.look();
        }
    }

    private void end() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    @Override
    public synchronized void shutDown() {
        if (timer != null) {
            timer.shutdown();
            timer = null;
        }
        end();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public List<MessageHandlerInterceptor<? super EventMessage<?>>> getHandlerInterceptors() {
        return List.copyOf(interceptors);
    }

    /** From the next time on that this process gets the lease. */
    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super EventMessage<?>> interceptor) {
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor);
    }

    private <R> R ofRunning(Function<StreamingEventProcessor, R> question, R otherwise) {
        Sagas<?> now = running;
        return now == null ? otherwise : question.apply(now.processor());
    }

    /** False where another process writes the store. */
    @Override
    public boolean isRunning() {
        return ofRunning(StreamingEventProcessor::isRunning, false);
    }

    @Override
    public boolean isError() {
        Sagas<?> now = running;
        return now != null && now.isFailing();
    }

    /** None where another process writes the store. */
    @Override
    public Map<Integer, EventTrackerStatus> processingStatus() {
        return ofRunning(StreamingEventProcessor::processingStatus, Map.of());
    }

    @Override
    public String getTokenStoreIdentifier() {
        return ofRunning(StreamingEventProcessor::getTokenStoreIdentifier, "--unknown--");
    }

    @Override
    public int maxCapacity() {
        return ofRunning(StreamingEventProcessor::maxCapacity, 0);
    }

    @Override
    public void releaseSegment(int segment) {
        ifRunning(processor -> processor.releaseSegment(segment));
    }

    @Override
    public void releaseSegment(int segment, long duration, TimeUnit unit) {
        ifRunning(processor -> processor.releaseSegment(segment, duration, unit));
    }

    private void ifRunning(Consumer<StreamingEventProcessor> order) {
        Sagas<?> now = running;
        if (now != null) {
            order.accept(now.processor());
        }
    }

    @Override
    public CompletableFuture<Boolean> claimSegment(int segment) {
        return ofRunning(processor -> processor.claimSegment(segment), no());
    }

    @Override
    public CompletableFuture<Boolean> splitSegment(int segment) {
        return ofRunning(processor -> processor.splitSegment(segment), no());
    }

    @Override
    public CompletableFuture<Boolean> mergeSegment(int segment) {
        return ofRunning(processor -> processor.mergeSegment(segment), no());
    }

    private static CompletableFuture<Boolean> no() {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public boolean supportsReset() {
        return false;
    }

    @Override
    public void resetTokens() {
        throw new IllegalStateException(NO_RESET);
    }

    @Override
    public <R> void resetTokens(R context) {
        resetTokens();
    }

    @Override
    public void resetTokens(Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> start) {
        resetTokens();
    }

    @Override
    public <R> void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> start, R context) {
        resetTokens();
    }

    @Override
    public <R> void resetTokens(TrackingToken start, R context) {
        resetTokens();
    }
}
