package org.tallystick.bodies;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a ledger, by RFC 7396: what is absent stays as it is.
 *
 * @param name for people
 * @param metadata the entries to change; null for a value removes its entry, null for all removes all
 * @param lockedBefore an earlier business time is closed from now on; null opens the past again
 */
public record LedgerChanges(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable @Limits(min = 1, max = 200, pattern = Limits.NOT_BLANK)
        String name,

        @Nullable Map<String, @Nullable String> metadata,
        @Nullable Instant lockedBefore) {}
