package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Position;

/**
 * The money in flight, beside what is pending on the accounts that payments clear through.
 *
 * @param position the one that all of it is read at
 * @param equal whether both are the same on every such account
 * @param data one row for each ledger and asset
 * @param stale true where an event of a payment waits to be repaired; absent otherwise
 */
public record InFlight(
        Position position,
        boolean equal,
        List<InFlightSum> data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {}
