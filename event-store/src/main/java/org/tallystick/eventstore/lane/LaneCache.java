package org.tallystick.eventstore.lane;

import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.modelling.command.LockAwareAggregate;
import org.jspecify.annotations.Nullable;

/** Aggregates that a lane has loaded, those not used for long forgotten first. Each lane thread sees only its own. */
public final class LaneCache<T> {
    private final ThreadLocal<RecentlyUsed<String, LockAwareAggregate<T, EventSourcedAggregate<T>>>> entries;

    /** @param maxEntries per lane */
    LaneCache(int maxEntries) {
        entries = ThreadLocal.withInitial(() -> new RecentlyUsed<>(maxEntries));
    }

    /** The aggregate of this stream; null when it is not kept. */
    @Nullable
    LockAwareAggregate<T, EventSourcedAggregate<T>> get(String stream) {
        return entries.get().get(stream);
    }

    void put(String stream, LockAwareAggregate<T, EventSourcedAggregate<T>> aggregate) {
        entries.get().put(stream, aggregate);
    }

    void remove(String stream) {
        entries.get().remove(stream);
    }

    public void removeAll() {
        entries.get().clear();
    }

    public boolean containsKey(String stream) {
        return entries.get().containsKey(stream);
    }
}
