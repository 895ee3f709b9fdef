package org.tallystick.events;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;

/**
 * A transaction was posted at once.
 *
 * @param effectiveAt the business time that the client gave; null when it is the time of recording
 * @param reverses the transaction that this one reverses; null for any other
 */
public record TransactionPosted(
        LedgerName ledger,
        TransactionId transaction,
        List<Posting> postings,
        Instant effectiveAt,
        String reference,
        String description,
        Map<String, String> metadata,
        TransactionId reverses)
        implements TransactionEvent {
    public TransactionPosted {
        postings = List.copyOf(postings);
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
