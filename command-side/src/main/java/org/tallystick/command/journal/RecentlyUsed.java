package org.tallystick.command.journal;

import java.util.LinkedHashMap;
import java.util.Map;

/** A bounded map that forgets the least recently used entries first. Only {@code get} and {@code put} count as use. */
public final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int maxEntries;

    public RecentlyUsed(int maxEntries) {
        super(1_024, 0.75f, true);
        this.maxEntries = maxEntries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > maxEntries;
    }
}
