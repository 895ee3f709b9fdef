package org.tallystick.command.lane;

import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;

/** Aggregates that a lane has loaded, those not used for long forgotten first. Each lane thread sees only its own. */
public final class LaneCache implements Cache {
    private final ThreadLocal<RecentlyUsed<Object, Object>> entries;

    /** @param maxEntries per lane */
    public LaneCache(int maxEntries) {
        entries = ThreadLocal.withInitial(() -> new RecentlyUsed<>(maxEntries));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <K, V> V get(K key) {
        return (V) entries.get().get(key);
    }

    @Override
    public void put(Object key, Object value) {
        entries.get().put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        boolean absent = !containsKey(key);
        if (absent) {
            put(key, value);
        }
        return absent;
    }

    @Override
    public boolean remove(Object key) {
        return entries.get().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.get().clear();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.get().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("nobody listens to the cache of a lane");
    }
}
