package org.tallystick.bodies;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.TransactionId;

/**
 * How to reverse a transaction.
 *
 * @param id of the new transaction; derived from the reversed one where it is absent
 * @param effectiveAt business time of the reversal, not before that of the reversed transaction; now where it is absent
 * @param description for people
 * @param metadata whatever the client wants to keep with it
 */
public record NewReversal(
        @Nullable TransactionId id,
        @Nullable Instant effectiveAt,
        @Nullable @Limits(max = 1_000) String description,
        @Nullable Map<String, String> metadata) {}
