package org.tallystick.bodies;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A ledger to be made.
 *
 * @param name for people; that of the path where it is absent
 * @param metadata whatever the client wants to keep with it
 */
public record NewLedger(
        @Nullable @Limits(min = 1, max = 200, pattern = Limits.NOT_BLANK)
        String name,

        @Nullable Map<String, String> metadata) {}
