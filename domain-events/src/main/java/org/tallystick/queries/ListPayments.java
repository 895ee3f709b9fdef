package org.tallystick.queries;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.answers.Payment;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.StandingOrderId;

/**
 * Payments, newest first, initiated from an instant (inclusive) to another (exclusive). What is null or empty does not matter.
 *
 * @param messageId under which the rail knows it
 * @param railReference what the rail calls it
 * @param standingOrder that made it
 */
public record ListPayments(
        LedgerName ledger,
        Address payer,
        String rail,
        List<PaymentPhase> states,
        Boolean ended,
        Asset asset,
        String reference,
        String messageId,
        String railReference,
        StandingOrderId standingOrder,
        Instant from,
        Instant to,
        Map<String, String> metadata,
        Slice slice,
        OptionalLong reached)
        implements LedgerQuery<Page<Payment>> {}
