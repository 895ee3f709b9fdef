package org.tallystick.query.live;

import java.util.List;
import java.util.OptionalLong;
import org.tallystick.queries.Change;
import org.tallystick.queries.Changes;
import org.tallystick.queries.LedgerQuery;
import org.tallystick.queries.Page;

/** Something that clients follow. */
public interface Followed<C extends Change> {

    /** What the first answer comes from: a {@link Page} that is whole. */
    LedgerQuery<? extends Page<?>> query(OptionalLong reached);

    /** What the changes come in. */
    Class<? extends Changes<C>> updates();

    /** The name of the event that the first answer is sent as. */
    String firstAnswer();

    /**
     * Changes between two positions, from what is stored.
     *
     * @param after not with the change at this position
     * @param upTo not beyond this position
     */
    Missed<C> missed(long after, long upTo);

    /** What the client is sent of it: a record of the published language. */
    Object answer(C change);

    /**
     * A part of what a client has missed.
     *
     * @param upTo there is no other change up to it
     */
    record Missed<C extends Change>(List<C> changes, long upTo) {}
}
