package org.tallystick.eventstore.lane;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map that forgets what was not used for long. Two halves: what is used goes into the younger one, and when that is
 * full the older one is forgotten. Other than with an order of all entries, to use an entry of the younger half writes
 * nothing, and touches no other entry.
 */
final class RecentlyUsed<K, V> {
    private final int half;
    private Map<K, V> young = new HashMap<>();
    private Map<K, V> old = new HashMap<>();

    /** @param maxEntries so many are never exceeded; half as many, those used last, are never forgotten */
    RecentlyUsed(int maxEntries) {
        half = Math.max(1, maxEntries / 2);
    }

    /** The value, which counts as use; null when there is none. */
    @Nullable
    V get(K key) {
        V value = young.get(key);
        return value == null && !old.isEmpty() ? rejuvenated(key) : value;
    }

    private @Nullable V rejuvenated(K key) {
        V value = old.remove(key);
        if (value != null) {
            put(key, value);
        }
        return value;
    }

    void put(K key, V value) {
        old.remove(key);
        young.put(key, value);
        if (young.size() >= half) {
            old = young;
            young = new HashMap<>();
        }
    }

    @Nullable
    V remove(K key) {
        V value = young.remove(key);
        return value == null ? old.remove(key) : value;
    }

    boolean containsKey(K key) {
        return young.containsKey(key) || old.containsKey(key);
    }

    void clear() {
        young = new HashMap<>();
        old = new HashMap<>();
    }
}
