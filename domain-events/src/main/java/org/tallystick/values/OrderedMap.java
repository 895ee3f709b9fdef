package org.tallystick.values;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A small map that cannot be changed and keeps its order. {@link Map#copyOf} and {@link Map#of} have another order in each
 * run of the program, which would be seen in answers, in exports and in what is stored. Maps are equal whatever their order.
 */
public final class OrderedMap<V> extends AbstractMap<String, V> {
    private final List<Entry<String, V>> entries;

    private OrderedMap(List<Entry<String, V>> entries) {
        this.entries = entries;
    }

    /** The map itself where it can neither be changed nor have an order that is not its own. */
    public static <V> Map<String, V> copyOf(Map<String, V> map) {
        if (map instanceof OrderedMap) {
            return map;
        }
        return map.size() < 2
                ? Map.copyOf(map)
                : new OrderedMap<>(map.entrySet().stream()
                        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                        .toList());
    }

    public static <V> Map<String, V> of(String key1, V value1, String key2, V value2) {
        return new OrderedMap<>(List.of(Map.entry(key1, value1), Map.entry(key2, value2)));
    }

    public static <V> Map<String, V> of(String key1, V value1, String key2, V value2, String key3, V value3) {
        return new OrderedMap<>(List.of(Map.entry(key1, value1), Map.entry(key2, value2), Map.entry(key3, value3)));
    }

    /** One after the other: there are few. */
    @Override
    public V get(Object key) {
        for (Entry<String, V> entry : entries) {
            if (entry.getKey().equals(key)) {
                return entry.getValue();
            }
        }
        return null;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, V>> iterator() {
                return entries.iterator();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }
}
