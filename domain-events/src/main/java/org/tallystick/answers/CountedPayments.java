package org.tallystick.answers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many payments there are.
 *
 * @param payments in all
 * @param open how many of them have not ended
 * @param states the same for each state, also where there are none
 * @param stale true where an event of a payment waits to be repaired; absent otherwise
 */
public record CountedPayments(
        long payments,
        long open,
        List<PaymentCount> states,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean stale) {}
