package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;

/**
 * What was posted between two times on all accounts of one asset under a prefix, in minor units.
 *
 * @param prefix the first segments that their addresses have in common
 * @param stale true where an event of one of the accounts waits to be repaired; absent otherwise
 */
public record Turnover(
        Address prefix,
        Asset asset,
        BigInteger debits,
        BigInteger credits,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {}
