package org.tallystick.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/**
 * A transaction became pending.
 *
 * @param expiresAt from then on it cannot be posted; null when it never expires
 * @param effectiveAt the business time that the client gave; null when it is the time of the post
 */
public record TransactionHeld(
        LedgerName ledger,
        TransactionId transaction,
        List<Posting> postings,
        Instant expiresAt,
        Instant effectiveAt,
        String reference,
        String description,
        Map<String, String> metadata)
        implements TransactionEvent {
    public TransactionHeld {
        postings = List.copyOf(postings);
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
