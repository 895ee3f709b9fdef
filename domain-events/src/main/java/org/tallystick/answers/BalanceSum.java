package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * What is counted on all accounts of one asset under a prefix, in minor units.
 *
 * @param prefix the first segments that their addresses have in common
 * @param debitsPending null for a moment in the past by effective time, as creditsPending is
 * @param normal the normal side of all these accounts; null where they do not share one
 * @param balance on the normal side; debits minus credits where the accounts do not share one
 * @param stale true where an event of one of the accounts waits to be repaired; absent otherwise
 */
public record BalanceSum(
        Address prefix,
        Asset asset,
        BigInteger debitsPosted,
        BigInteger creditsPosted,
        @Nullable BigInteger debitsPending,
        @Nullable BigInteger creditsPending,
        @Nullable Side normal,
        BigInteger balance,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {}
