package org.tallystick.bodies;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/**
 * A payment to be made over a rail. The amount is in minor units of the asset.
 *
 * @param id chosen by the client, so that a repetition is known; made where it is absent
 * @param ledger the ledger of the payer
 * @param payer the address of the account that pays
 * @param rail one of those that are set up, such as simulator
 * @param reference for the beneficiary
 * @param executeAt not before then; at once where it is absent
 * @param metadata whatever the client wants to keep with it
 */
public record NewPayment(
        @Nullable PaymentId id,
        LedgerName ledger,
        Address payer,
        @Limits(min = 1) BigInteger amount,
        Asset asset,
        @Limits(min = 1) String rail,
        NewBeneficiary beneficiary,
        @Nullable @Limits(max = 140) String reference,
        @Nullable Instant executeAt,
        @Nullable Map<String, String> metadata) {}
