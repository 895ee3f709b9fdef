package org.tallystick.values;

import java.math.BigInteger;

/**
 * What an account counts, in minor units of its asset, each from 0 to 10^38 - 1. Immutable; the arithmetic here does not
 * check the range, see {@link #fit()}.
 */
public record Counters(
        BigInteger debitsPosted, BigInteger creditsPosted, BigInteger debitsPending, BigInteger creditsPending) {

    public static final Counters ZERO =
            new Counters(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    public BigInteger posted(Side side) {
        return side == Side.DEBIT ? debitsPosted : creditsPosted;
    }

    public BigInteger pending(Side side) {
        return side == Side.DEBIT ? debitsPending : creditsPending;
    }

    /** Posted on the normal side minus posted on the other. */
    public BigInteger balance(Side normal) {
        return posted(normal).subtract(posted(normal.opposite()));
    }

    /** The balance minus what is pending on the other side; what is pending on the normal side funds nothing. */
    public BigInteger available(Side normal) {
        return balance(normal).subtract(pending(normal.opposite()));
    }

    /** The balance plus what is pending on the normal side: what the ceiling limits. */
    public BigInteger balanceWithIncreases(Side normal) {
        return balance(normal).add(pending(normal));
    }

    public Counters plusPosted(Side side, BigInteger amount) {
        return side == Side.DEBIT
                ? new Counters(debitsPosted.add(amount), creditsPosted, debitsPending, creditsPending)
                : new Counters(debitsPosted, creditsPosted.add(amount), debitsPending, creditsPending);
    }

    /** Adds to what is pending; a negative amount takes from it. */
    public Counters plusPending(Side side, BigInteger amount) {
        return side == Side.DEBIT
                ? new Counters(debitsPosted, creditsPosted, debitsPending.add(amount), creditsPending)
                : new Counters(debitsPosted, creditsPosted, debitsPending, creditsPending.add(amount));
    }

    public Counters plus(Counters other) {
        return new Counters(
                debitsPosted.add(other.debitsPosted),
                creditsPosted.add(other.creditsPosted),
                debitsPending.add(other.debitsPending),
                creditsPending.add(other.creditsPending));
    }

    public Counters withoutPending() {
        return new Counters(debitsPosted, creditsPosted, BigInteger.ZERO, BigInteger.ZERO);
    }

    /** Whether every counter has at most 38 digits. */
    public boolean fit() {
        return Amounts.fits(debitsPosted)
                && Amounts.fits(creditsPosted)
                && Amounts.fits(debitsPending)
                && Amounts.fits(creditsPending);
    }

    public boolean isEmpty(Side normal) {
        return balance(normal).signum() == 0 && debitsPending.signum() == 0 && creditsPending.signum() == 0;
    }
}
