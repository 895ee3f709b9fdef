package org.tallystick.query.transaction;

import org.tallystick.readmodels.IndexWalk;

/**
 * Which positions a list goes along.
 *
 * @param after exclusive
 * @param to inclusive
 */
record Span(long after, long to, boolean descending) {

    /** What is left of it behind a position. */
    Span behind(long position) {
        return descending
                ? new Span(after, Math.min(to, position - 1), true)
                : new Span(Math.max(after, position), to, false);
    }

    /** What comes of it before a position, and with it. */
    Span through(long position) {
        return descending ? new Span(position - 1, to, true) : new Span(after, position, false);
    }

    /** @param column which has the position */
    IndexWalk bounding(IndexWalk walk, String column) {
        return walk.sortedBy(column).and(column + " > ?", after).and(column + " <= ?", to);
    }
}
