package org.tallystick.answers;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was posted to an account between two times. Balances are on its normal side, in minor units of its asset.
 *
 * @param openingBalance before the first time, whatever the page is; 0 where none was named
 * @param closingBalance before the second time, whatever the page is; that of all entries where none was named
 * @param next the cursor after which the entries go on; null at their end
 */
public record Statement(
        BigInteger openingBalance,
        BigInteger closingBalance,
        List<Entry> data,
        @Nullable String next) {}
