package org.tallystick.events;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.OrderedMap;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;
import org.tallystick.values.TransactionId;

/**
 * A client, or a standing order, asked for a payment.
 *
 * @param amount in minor units
 * @param executeAt not before then; null for at once
 * @param hold the pending transaction that will hold the funds
 * @param origin the standing order that asked for it; null for a client
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
        TransactionId hold,
        PaymentOrigin origin)
        implements PaymentEvent {
    public PaymentInitiated {
        metadata = metadata == null ? Map.of() : OrderedMap.copyOf(metadata);
    }
}
