package org.tallystick.values;

import java.math.BigInteger;

/** The range of stored numbers: integers of minor units with at most 38 digits. */
public final class Amounts {
    public static final int MAX_DIGITS = 38;
    /** 10^38 - 1. */
    public static final BigInteger MAX = BigInteger.TEN.pow(MAX_DIGITS).subtract(BigInteger.ONE);

    private static final int BITS_THAT_ALWAYS_FIT = MAX.bitLength() - 1;

    private Amounts() {}

    /** Whether the number, of either sign, has at most 38 digits. */
    public static boolean fits(BigInteger number) {
        return number.bitLength() <= BITS_THAT_ALWAYS_FIT || number.abs().compareTo(MAX) <= 0;
    }

    /** @throws InvalidValueException unless the amount is 1 to 10^38 - 1 */
    public static BigInteger positive(BigInteger amount) {
        if (amount == null || amount.signum() <= 0 || !fits(amount)) {
            throw new InvalidValueException("must be a positive integer of at most 38 digits");
        }
        return amount;
    }

    /** @throws InvalidValueException unless the amount is 0 to 10^38 - 1 */
    public static BigInteger zeroOrMore(BigInteger amount) {
        if (amount.signum() < 0 || !fits(amount)) {
            throw new InvalidValueException("must be an integer from 0 on of at most 38 digits");
        }
        return amount;
    }

    /** @throws InvalidValueException unless the limit is null or an integer of at most 38 digits */
    public static BigInteger limit(BigInteger limit) {
        if (limit != null && !fits(limit)) {
            throw new InvalidValueException("must be an integer of at most 38 digits, or null");
        }
        return limit;
    }

    /**
     * Checks the limits of an account against each other.
     *
     * @param floor null for none
     * @param ceiling null for none
     * @throws InvalidValueException when the floor is above the ceiling
     */
    public static void requireOrdered(BigInteger floor, BigInteger ceiling) {
        if (floor != null && ceiling != null && floor.compareTo(ceiling) > 0) {
            throw new InvalidValueException("must not be above the ceiling");
        }
    }
}
