package org.tallystick.eventstore.lane;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tallystick.eventstore.CacheSize;

/** What the repositories of lanes keep. Each lane clears its own part when it may be stale. */
public final class LaneCaches {
    private final List<LaneCache<?>> caches = new CopyOnWriteArrayList<>();

    /** As large as the type asks for by {@link CacheSize}. */
    public <T> LaneCache<T> of(Class<T> type) {
        CacheSize size = type.getAnnotation(CacheSize.class);
        return ofSize(size == null ? CacheSize.STANDARD : size.value());
    }

    /** @param maxEntries per lane */
    public <T> LaneCache<T> ofSize(int maxEntries) {
        LaneCache<T> cache = new LaneCache<>(maxEntries);
        caches.add(cache);
        return cache;
    }

    /** On the thread of a lane, what it keeps itself. */
    void forget() {
        caches.forEach(LaneCache::removeAll);
    }
}
