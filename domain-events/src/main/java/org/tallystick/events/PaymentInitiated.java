package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/**
 * A client asked for a payment.
 *
 * @param amount in minor units
 * @param executeAt not before then; null for at once
 * @param hold the pending transaction that will hold the funds
 */
public record PaymentInitiated(
        LedgerName ledger,
        PaymentId payment,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Instant executeAt,
        Map<String, String> metadata,
        PaymentTerms terms,
        TransactionId hold)
        implements PaymentEvent {
    public PaymentInitiated {
        metadata = metadata == null ? Map.of() : Map.copyOf(metadata);
    }
}
