package org.tallystick.values;

import java.math.BigInteger;
import java.time.Duration;

/**
 * What was configured when a payment was initiated. It holds for this payment, whatever is configured later.
 *
 * @param clearing the account of the rail that the funds go to
 * @param approvalAbove a higher amount needs approval; null when none does
 * @param stepWithin how long holding and screening may take, each
 * @param approveWithin how long approval may take
 * @param answerWithin how long the rail may take to tell the outcome
 */
public record PaymentTerms(
        Address clearing,
        BigInteger approvalAbove,
        Duration stepWithin,
        Duration approveWithin,
        Duration answerWithin) {

    public boolean needsApproval(BigInteger amount) {
        return approvalAbove != null && amount.compareTo(approvalAbove) > 0;
    }
}
