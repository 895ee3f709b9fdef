package org.tallystick.query.search;

import org.tallystick.readmodels.IndexWalk;

/**
 * Which keys a list goes along, between two, both exclusive.
 *
 * @param <K> what the list is sorted by
 */
public record Span<K extends Comparable<K>>(K after, K before, boolean descending) {

    /** What is left of it behind a key. */
    public Span<K> behind(K key) {
        if (descending) {
            return new Span<>(after, key.compareTo(before) < 0 ? key : before, true);
        }
        return new Span<>(key.compareTo(after) > 0 ? key : after, before, false);
    }

    /** @param column which has the key */
    public IndexWalk bounding(IndexWalk walk, String column) {
        return walk.sortedBy(column).and(column + " > ?", after).and(column + " < ?", before);
    }
}
