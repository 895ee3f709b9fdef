package org.tallystick.query.entry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Posting;
import org.tallystick.values.Side;

/**
 * What a statement shows of the transaction of an entry.
 *
 * @param postings of the transaction; empty where they were not asked for
 */
public record EntryTransaction(
        boolean isKnown,
        @Nullable String reference,
        @Nullable String description,
        List<Posting> postings) {
    /** Of one that has neither reference nor description. */
    public static final EntryTransaction TEXTLESS = new EntryTransaction(true, null, null, List.of());

    /** Of a transaction that waits to be repaired. */
    public static final EntryTransaction UNKNOWN = new EntryTransaction(false, null, null, List.of());

    /** The account on the other side of a posting; null where the postings are not known. */
    @Nullable
    String counterparty(int posting, Side side) {
        if (posting >= postings.size()) {
            return null;
        }
        Posting moved = postings.get(posting);
        return (side == Side.DEBIT ? moved.credit() : moved.debit()).value();
    }
}
