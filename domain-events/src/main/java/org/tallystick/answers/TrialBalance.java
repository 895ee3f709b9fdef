package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Asset;

/**
 * What is posted on all accounts of a ledger, by asset. Debits equal credits.
 *
 * @param stale true where an event of an account waits to be repaired; absent otherwise
 */
public record TrialBalance(
        List<Line> data,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {

    /** The sums of one asset, in minor units. */
    public record Line(Asset asset, BigInteger debits, BigInteger credits) {}
}
