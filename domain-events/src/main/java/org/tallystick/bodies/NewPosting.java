package org.tallystick.bodies;

import java.math.BigInteger;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;

/**
 * A movement between two accounts of the same asset.
 *
 * @param debit the address of the account to debit
 * @param credit the address of the account to credit: another one
 * @param amount in minor units of the asset
 * @param asset that of both accounts
 */
public record NewPosting(
        Address debit, Address credit, @Limits(min = 1) BigInteger amount, Asset asset) {}
