package org.tallystick.saga.rail.iso20022;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.tallystick.values.Money;

/** Amounts as ISO 20022 writes them: decimals, exact. */
final class Decimals {
    private static final Pattern WRITTEN = Pattern.compile("\\+?[0-9]{1,18}(\\.[0-9]{0,5})?");

    private Decimals() {}

    /** With the scale of the asset. */
    static BigDecimal of(Money amount) {
        return new BigDecimal(amount.minorUnits(), amount.asset().scale());
    }

    /** @throws UnusableFileException when the text is no amount */
    static BigDecimal parse(String text) {
        if (!WRITTEN.matcher(text).matches()) {
            throw new UnusableFileException("there is an amount that is none");
        }
        return new BigDecimal(text);
    }
}
