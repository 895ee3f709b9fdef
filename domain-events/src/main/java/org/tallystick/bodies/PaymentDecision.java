package org.tallystick.bodies;

import org.jspecify.annotations.Nullable;

/**
 * What a person decides about a payment.
 *
 * @param reason for the timeline
 */
public record PaymentDecision(@Nullable @Limits(max = 500) String reason) {}
