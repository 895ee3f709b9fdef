package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * The amount is above the limit: somebody else than the initiator has to approve.
 *
 * @param limit in minor units
 * @param until when the payment expires without approval
 */
public record PaymentApprovalRequested(LedgerName ledger, PaymentId payment, BigInteger limit, Instant until)
        implements PaymentEvent {}
