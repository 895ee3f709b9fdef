package org.tallystick.values;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that is known of a transaction after an event.
 *
 * @param phase where it stands; written as {@code state} in the API
 * @param postings as they were posted or held
 * @param posted for each posting the amount that was posted: its own for a transaction posted at once, from 0 to it after
 *     a partial post, 0 while pending and after a void or an expiry
 * @param expiresAt the end of a hold; null when it has none
 * @param effectiveAt business time; null for a two-phase transaction that is not posted and named none
 * @param recordedAt when the first event of the transaction was recorded
 * @param resolvedAt when it was posted, voided or expired; null while pending
 * @param reverses the transaction that this one reverses, or null
 * @param reversedBy the transaction that reversed this one, or null
 */
public record TransactionState(
        TransactionId id,
        TransactionPhase phase,
        List<Posting> postings,
        List<BigInteger> posted,
        Instant expiresAt,
        Instant effectiveAt,
        Instant recordedAt,
        Instant resolvedAt,
        String reference,
        String description,
        Map<String, String> metadata,
        TransactionId reverses,
        TransactionId reversedBy) {

    public TransactionState {
        postings = List.copyOf(postings);
        posted = List.copyOf(posted);
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
