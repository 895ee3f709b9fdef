package org.tallystick.bodies;

import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tallystick.values.Asset;
import org.tallystick.values.Side;

/**
 * An account to be opened. Limits are in minor units of the asset.
 *
 * @param asset what is counted, and to how many decimals
 * @param normal the side that makes its balance larger: credit for liabilities, equity and income, debit for assets and expenses
 * @param floor the least that its available balance may be made; null for none; where it is absent 0 for a credit-normal account
 *     and none for a debit-normal one
 * @param ceiling the most that its balance plus pending increases may be made; null for none; not below the floor
 * @param metadata whatever the client wants to keep with it
 */
public record NewAccount(
        Asset asset,
        Side normal,
        @Nullable BigInteger floor,
        @Nullable BigInteger ceiling,
        @Nullable Map<String, String> metadata) {}
