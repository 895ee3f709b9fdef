package org.tallystick.saga.rail;

import java.time.Instant;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Money;
import org.tallystick.values.PaymentId;

/**
 * A payment as a rail sees it.
 *
 * @param messageId derived from payment and step, the same on every repeat; 32 lower-case hexadecimal digits
 */
public record RailInstruction(
        PaymentId payment,
        LedgerName ledger,
        String messageId,
        Money amount,
        Address payer,
        Beneficiary beneficiary,
        String reference,
        Map<String, String> metadata,
        Instant initiatedAt) {}
