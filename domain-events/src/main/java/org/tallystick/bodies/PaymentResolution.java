package org.tallystick.bodies;

import org.jspecify.annotations.Nullable;

/**
 * What became of a payment, as a person has found out.
 *
 * @param outcome settled: it was paid; failed: it was not
 * @param railReference what the rail calls it
 * @param reason for the timeline
 */
public record PaymentResolution(
        Verdict outcome,
        @Nullable @Limits(max = 100) String railReference,
        @Nullable @Limits(max = 500) String reason) {
    /** Whether the money has arrived. */
    public enum Verdict {
        SETTLED,
        FAILED
    }
}
