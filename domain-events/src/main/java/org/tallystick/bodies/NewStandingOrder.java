package org.tallystick.bodies;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * A standing order to be placed. The amount, of each of its payments, is in minor units of the asset.
 *
 * @param ledger the ledger of the payer
 * @param payer the address of the account that pays
 * @param rail one of those that are set up, such as simulator
 * @param reference for the beneficiary
 * @param metadata whatever the client wants to keep with it
 * @param schedule on which days it pays
 * @param zone whose days are meant, such as Europe/Berlin
 * @param first no payment is before it
 * @param last no payment is after it; null for none
 * @param catchUp true to pay at once for all dates since a first date before today; false when absent
 */
public record NewStandingOrder(
        LedgerName ledger,
        Address payer,
        @Limits(min = 1) BigInteger amount,
        Asset asset,
        @Limits(min = 1) String rail,
        NewBeneficiary beneficiary,
        @Nullable @Limits(max = 140) String reference,
        @Nullable Map<String, String> metadata,
        NewSchedule schedule,
        ZoneId zone,
        LocalDate first,
        @Nullable LocalDate last,
        @Nullable Boolean catchUp) {}
