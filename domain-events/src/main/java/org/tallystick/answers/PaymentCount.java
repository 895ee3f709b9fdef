package org.tallystick.answers;

import org.tallystick.values.PaymentPhase;

/**
 * The payments in a state.
 *
 * @param payments how many there are
 * @param open how many of them have not ended
 */
public record PaymentCount(PaymentPhase state, long payments, long open) {}
