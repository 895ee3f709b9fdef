package org.tallystick.bodies;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.TransactionId;

/**
 * A transaction to be posted, or held.
 *
 * @param id chosen by the client, so that a repetition is known; made where it is absent
 * @param postings what moves, all of it or nothing
 * @param pending true to hold the amounts until they are posted or voided; false when absent
 * @param expiresAt when a hold ends by itself; only with pending
 * @param effectiveAt business time, past or future; when it is recorded, or a hold is posted, where it is absent
 * @param reference by which the client finds it again
 * @param description for people
 * @param metadata whatever the client wants to keep with it
 */
public record NewTransaction(
        @Nullable TransactionId id,
        @Limits(min = 1, max = 1_000) List<NewPosting> postings,
        @Nullable Boolean pending,
        @Nullable Instant expiresAt,
        @Nullable Instant effectiveAt,
        @Nullable @Limits(max = 200) String reference,
        @Nullable @Limits(max = 1_000) String description,
        @Nullable Map<String, String> metadata) {}
