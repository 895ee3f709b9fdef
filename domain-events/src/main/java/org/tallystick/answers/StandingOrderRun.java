package org.tallystick.answers;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.PaymentId;

/**
 * What a standing order did for one of its dates.
 *
 * @param payment that was initiated, or would have been
 * @param code why it could not be initiated, for programs; null when it was
 * @param reason the same for people
 */
public record StandingOrderRun(
        LocalDate date,
        Instant ranAt,
        PaymentId payment,
        @Nullable String code,
        @Nullable String reason) {}
