package org.tallystick.bodies;

import java.math.BigInteger;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * What a transfer moves in one of its ledgers. The amount is in minor units of the asset; in the same asset both are the same.
 *
 * @param account its address
 */
public record NewTransferPart(
        LedgerName ledger, Address account, @Limits(min = 1) BigInteger amount, Asset asset) {}
