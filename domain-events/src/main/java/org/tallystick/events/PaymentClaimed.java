package org.tallystick.events;

import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The order is about to leave, and may have left: it cannot be withdrawn any more. Stored right before, and again before
 * each time that it leaves anew.
 */
public record PaymentClaimed(LedgerName ledger, PaymentId payment, String rail, String messageId)
        implements PaymentEvent {}
