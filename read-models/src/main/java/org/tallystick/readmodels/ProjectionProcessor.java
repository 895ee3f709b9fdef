package org.tallystick.readmodels;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackerStatus;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.lifecycle.Lifecycle;
import org.axonframework.lifecycle.Phase;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * One projection of the engine, as Axon's configuration lists, starts, stops and resets it. Its place is a row of
 * {@code projection_version}, written with the rows of the projection, and there is one segment: all projections take a batch
 * together. Therefore handler interceptors are listed and not run: no message is handled by itself.
 */
final class ProjectionProcessor implements StreamingEventProcessor, Lifecycle {
    private final ProjectionEngine engine;
    private final ProjectionRunner runner;
    private final StreamableMessageSource<TrackedEventMessage<?>> source;
    private final List<MessageHandlerInterceptor<? super EventMessage<?>>> interceptors = new CopyOnWriteArrayList<>();

    ProjectionProcessor(
            ProjectionEngine engine, ProjectionRunner runner, StreamableMessageSource<TrackedEventMessage<?>> source) {
        this.engine = engine;
        this.runner = runner;
        this.source = source;
    }

    @Override
    public void registerLifecycleHandlers(LifecycleRegistry registry) {
        registry.onStart(Phase.INBOUND_EVENT_CONNECTORS, this::start);
        registry.onShutdown(Phase.INBOUND_EVENT_CONNECTORS, this::shutdownAsync);
    }

    @Override
    public String getName() {
        return runner.name();
    }

    @Override
    public List<MessageHandlerInterceptor<? super EventMessage<?>>> getHandlerInterceptors() {
        return List.copyOf(interceptors);
    }

    @Override
    public Registration registerHandlerInterceptor(MessageHandlerInterceptor<? super EventMessage<?>> interceptor) {
        interceptors.add(interceptor);
        return () -> interceptors.remove(interceptor);
    }

    @Override
    public void start() {
        engine.start(runner);
    }

    /** Ends after the batch that is being written. The others go on; the tables answer, and grow old. */
    @Override
    public void shutDown() {
        runner.stopTaking();
    }

    @Override
    public boolean isRunning() {
        return runner.isTaking();
    }

    @Override
    public boolean isError() {
        return runner.fault() != null;
    }

    /** All projections of a database have their places in one table. */
    @Override
    public String getTokenStoreIdentifier() {
        return "projection_version";
    }

    @Override
    public void releaseSegment(int segment) {
        // The only one stays here.
    }

    @Override
    public void releaseSegment(int segment, long duration, TimeUnit unit) {
        // The only one stays here.
    }

    @Override
    public CompletableFuture<Boolean> splitSegment(int segment) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public CompletableFuture<Boolean> mergeSegment(int segment) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public int maxCapacity() {
        return 1;
    }

    @Override
    public boolean supportsReset() {
        return runner.supportsReset();
    }

    /** See {@link #resetTokens(TrackingToken, Object)}. */
    @Override
    public void resetTokens() {
        runner.replay(null);
    }

    @Override
    public <R> void resetTokens(R context) {
        runner.replay(context);
    }

    @Override
    public void resetTokens(Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> start) {
        requireBeginning(start.apply(source));
        runner.replay(null);
    }

    @Override
    public <R> void resetTokens(
            Function<StreamableMessageSource<TrackedEventMessage<?>>, TrackingToken> start, R context) {
        resetTokens(start.apply(source), context);
    }

    /**
     * Fills tables of the next version from all events, while the present ones go on and answer; it need not be shut down.
     *
     * @param start the beginning: null, or a token of no event
     * @throws ReplayRunningException when this is being done
     * @throws org.axonframework.eventhandling.ResetNotSupportedException when a handler refuses it
     */
    @Override
    public <R> void resetTokens(TrackingToken start, R context) {
        requireBeginning(start);
        runner.replay(context);
    }

    private static void requireBeginning(@Nullable TrackingToken start) {
        if (start != null && start.position().orElse(0) > 0) {
            throw new IllegalArgumentException("new tables are filled from the first event on, not from " + start);
        }
    }

    @Override
    public boolean isReplaying() {
        return runner.progress().replaying();
    }

    /**
     * While it is replayed, the token is that of the new tables, and {@code caughtUp} tells of those that serve.
     */
    @Override
    public Map<Integer, EventTrackerStatus> processingStatus() {
        if (!isRunning()) {
            return Map.of();
        }
        ProjectionProgress progress = runner.progress();
        TrackingToken token = new GlobalSequenceTrackingToken(progress.eventsDone());
        if (progress.replaying()) {
            token = ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(progress.eventsTotal()), token);
        }
        boolean caughtUp = progress.position() >= progress.head();
        return Map.of(0, new TrackerStatus(Segment.ROOT_SEGMENT, caughtUp, token, runner.fault()));
    }
}
