package org.tallystick.queries;

import java.util.OptionalLong;

/**
 * A question that may wait until the read model has reached a position.
 *
 * @param <R> what it is answered with: a {@link Found} or a {@link Page}
 */
public interface LedgerQuery<R> {

    /** The least position that the answer must reflect; empty for whatever is there. */
    OptionalLong reached();
}
