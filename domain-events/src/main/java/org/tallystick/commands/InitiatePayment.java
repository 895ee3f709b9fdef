package org.tallystick.commands;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.RoutingKey;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentOrigin;
import org.tallystick.values.PaymentTerms;
import org.tallystick.values.SealedBeneficiary;

/**
 * Asks for a payment; sent again with the same content it changes nothing.
 *
 * @param origin the standing order that asks for it; null for a client
 */
public record InitiatePayment(
        @RoutingKey PaymentId payment,
        LedgerName ledger,
        Address payer,
        BigInteger amount,
        Asset asset,
        String rail,
        SealedBeneficiary beneficiary,
        String reference,
        Instant executeAt,
        Map<String, String> metadata,
        PaymentTerms terms,
        PaymentOrigin origin)
        implements PaymentCommand {}
