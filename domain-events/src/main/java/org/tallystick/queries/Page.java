package org.tallystick.queries;

import java.util.List;

/**
 * A part of a list.
 *
 * @param next the key after which the list goes on; null at its end
 * @param position every event up to it is reflected
 * @param count how many elements the whole list has; null where it was not asked for
 */
public record Page<T>(List<T> data, List<String> next, long position, Long count) {

    public Page(List<T> data, List<String> next, long position) {
        this(data, next, position, null);
    }

    public Page<T> withCount(Long counted) {
        return new Page<>(data, next, position, counted);
    }
}
