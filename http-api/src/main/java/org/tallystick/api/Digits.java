package org.tallystick.api;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.tallystick.values.InvalidValueException;

/** Integers as text: as JSON writes them, so that there is one way to write each. */
final class Digits {
    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,99}");

    private Digits() {}

    /** @throws InvalidValueException when the text is anything else */
    static BigInteger parse(String text) {
        if (!INTEGER.matcher(text).matches()) {
            throw new InvalidValueException("must be an integer, such as 1000");
        }
        return new BigInteger(text);
    }
}
