package org.tallystick.queries;

import java.util.OptionalLong;

/** A question that may wait until the read model has reached a position. */
public interface LedgerQuery {

    /** The least position that the answer must reflect; empty for whatever is there. */
    OptionalLong reached();
}
