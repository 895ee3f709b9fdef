package org.tallystick.readmodels;

import java.time.Instant;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.tallystick.eventstore.RecordedEvent;

/**
 * A stored event as a handler gets it, with the batch and the tables that it is for. There is one for each handler and event,
 * so that what most handlers do not ask for is made when they do.
 */
final class ProjectedEvent<T> implements DomainEventMessage<T>, TrackedEventMessage<T> {
    private final RecordedEvent event;
    private final Batch batch;
    private final Target target;
    private @Nullable MetaData metadata;

    ProjectedEvent(RecordedEvent event, Batch batch, Target target) {
        this(event, batch, target, null);
    }

    private ProjectedEvent(RecordedEvent event, Batch batch, Target target, @Nullable MetaData metadata) {
        this.event = event;
        this.batch = batch;
        this.target = target;
        this.metadata = metadata;
    }

    RecordedEvent event() {
        return event;
    }

    Batch batch() {
        return batch;
    }

    Tables tables() {
        return target.tables();
    }

    @Override
    public String getIdentifier() {
        return event.identifier();
    }

    @Override
    public MetaData getMetaData() {
        if (metadata == null) {
            metadata = MetaData.from(event.metadata());
        }
        return metadata;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T getPayload() {
        return (T) event.payload();
    }

    @Override
    @SuppressWarnings("unchecked")
    public Class<T> getPayloadType() {
        return (Class<T>) event.payload().getClass();
    }

    @Override
    public Instant getTimestamp() {
        return event.recordedAt();
    }

    @Override
    public long getSequenceNumber() {
        return event.sequence();
    }

    @Override
    public String getAggregateIdentifier() {
        return event.stream();
    }

    /** Null: the log knows streams, not what makes them. */
    @Override
    public @Nullable String getType() {
        return null;
    }

    /** In tables that do not serve yet, every event is a replayed one: those that serve get it, too. */
    @Override
    public TrackingToken trackingToken() {
        TrackingToken position = new GlobalSequenceTrackingToken(event.position());
        return target.isReplaying()
                ? ReplayToken.createReplayToken(position, position, target.resetContext())
                : position;
    }

    @Override
    public TrackedEventMessage<T> withTrackingToken(TrackingToken token) {
        return new GenericTrackedDomainEventMessage<>(token, this);
    }

    @Override
    public ProjectedEvent<T> withMetaData(Map<String, ?> replaced) {
        return new ProjectedEvent<>(event, batch, target, MetaData.from(replaced));
    }

    @Override
    public ProjectedEvent<T> andMetaData(Map<String, ?> added) {
        return new ProjectedEvent<>(event, batch, target, getMetaData().mergedWith(added));
    }
}
