package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * What a rail said of a payment whose outcome was known otherwise, or known before with another reference. It changes
 * nothing by itself; where a person has to decide, {@link PaymentUnknown} follows.
 *
 * @param outcome {@code accepted}, {@code settled}, {@code refused} or {@code returned}
 */
public record PaymentNewsNoted(
        LedgerName ledger,
        PaymentId payment,
        String messageId,
        String outcome,
        String railReference,
        String code,
        String reason)
        implements PaymentEvent {}
