package org.tallystick.values;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * What an account counts, in minor units of its asset, each from 0 to 10^38 - 1. Immutable; the arithmetic here does not
 * check the range, see {@link #fit()}.
 */
public final class Counters {
    public static final Counters ZERO = new Counters(0, 0, 0, 0);

    private static final int DEBITS_POSTED = 0;
    private static final int CREDITS_POSTED = 1;
    private static final int DEBITS_PENDING = 2;
    private static final int CREDITS_PENDING = 3;

    private final long debitsPosted;
    private final long creditsPosted;
    private final long debitsPending;
    private final long creditsPending;

    /**
     * All four where one does not fit into 64 bits, else null. Nearly all fit, and every thread that handles an event looks
     * at them: as plain numbers they lie together in memory.
     */
    private final BigInteger[] wide;

    public Counters(
            BigInteger debitsPosted, BigInteger creditsPosted, BigInteger debitsPending, BigInteger creditsPending) {
        boolean narrow = isNarrow(debitsPosted)
                && isNarrow(creditsPosted)
                && isNarrow(debitsPending)
                && isNarrow(creditsPending);
        this.debitsPosted = narrow ? debitsPosted.longValue() : 0;
        this.creditsPosted = narrow ? creditsPosted.longValue() : 0;
        this.debitsPending = narrow ? debitsPending.longValue() : 0;
        this.creditsPending = narrow ? creditsPending.longValue() : 0;
        this.wide = narrow ? null : new BigInteger[] {debitsPosted, creditsPosted, debitsPending, creditsPending};
    }

    private Counters(long debitsPosted, long creditsPosted, long debitsPending, long creditsPending) {
        this.debitsPosted = debitsPosted;
        this.creditsPosted = creditsPosted;
        this.debitsPending = debitsPending;
        this.creditsPending = creditsPending;
        this.wide = null;
    }

    private static boolean isNarrow(BigInteger number) {
        return number.bitLength() < Long.SIZE;
    }

    public BigInteger debitsPosted() {
        return get(DEBITS_POSTED);
    }

    public BigInteger creditsPosted() {
        return get(CREDITS_POSTED);
    }

    public BigInteger debitsPending() {
        return get(DEBITS_PENDING);
    }

    public BigInteger creditsPending() {
        return get(CREDITS_PENDING);
    }

    public BigInteger posted(Side side) {
        return get(postedOn(side));
    }

    public BigInteger pending(Side side) {
        return get(pendingOn(side));
    }

    private static int postedOn(Side side) {
        return side == Side.DEBIT ? DEBITS_POSTED : CREDITS_POSTED;
    }

    private static int pendingOn(Side side) {
        return side == Side.DEBIT ? DEBITS_PENDING : CREDITS_PENDING;
    }

    private BigInteger get(int counter) {
        return wide == null ? BigInteger.valueOf(narrow(counter)) : wide[counter];
    }

    private long narrow(int counter) {
        return switch (counter) {
            case DEBITS_POSTED -> debitsPosted;
            case CREDITS_POSTED -> creditsPosted;
            case DEBITS_PENDING -> debitsPending;
            default -> creditsPending;
        };
    }

    /** Posted on the normal side minus posted on the other. */
    public BigInteger balance(Side normal) {
        if (wide == null) {
            long posted = narrow(postedOn(normal));
            long other = narrow(postedOn(normal.opposite()));
            long balance = posted - other;
            if (((posted ^ other) & (posted ^ balance)) >= 0) {
                return BigInteger.valueOf(balance);
            }
        }
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
        return plus(postedOn(side), amount);
    }

    /** Adds to what is pending; a negative amount takes from it. */
    public Counters plusPending(Side side, BigInteger amount) {
        return plus(pendingOn(side), amount);
    }

    private Counters plus(int counter, BigInteger amount) {
        if (wide == null && isNarrow(amount)) {
            long before = narrow(counter);
            long change = amount.longValue();
            long after = before + change;
            if (((before ^ after) & (change ^ after)) >= 0) {
                return new Counters(
                        counter == DEBITS_POSTED ? after : debitsPosted,
                        counter == CREDITS_POSTED ? after : creditsPosted,
                        counter == DEBITS_PENDING ? after : debitsPending,
                        counter == CREDITS_PENDING ? after : creditsPending);
            }
        }
        BigInteger[] sums = all();
        sums[counter] = sums[counter].add(amount);
        return of(sums);
    }

    public Counters plus(Counters other) {
        BigInteger[] sums = all();
        for (int counter = 0; counter < sums.length; counter++) {
            sums[counter] = sums[counter].add(other.get(counter));
        }
        return of(sums);
    }

    /** What takes as much away as this adds. */
    public Counters negated() {
        return new Counters(
                debitsPosted().negate(),
                creditsPosted().negate(),
                debitsPending().negate(),
                creditsPending().negate());
    }

    public Counters withoutPending() {
        return new Counters(debitsPosted(), creditsPosted(), BigInteger.ZERO, BigInteger.ZERO);
    }

    private BigInteger[] all() {
        return new BigInteger[] {debitsPosted(), creditsPosted(), debitsPending(), creditsPending()};
    }

    private static Counters of(BigInteger[] all) {
        return new Counters(all[DEBITS_POSTED], all[CREDITS_POSTED], all[DEBITS_PENDING], all[CREDITS_PENDING]);
    }

    /** Whether every counter has at most 38 digits. */
    public boolean fit() {
        return wide == null || Arrays.stream(wide).allMatch(Amounts::fits);
    }

    /** Whether anything is pending on either side. */
    public boolean hasPending() {
        return wide == null
                ? (debitsPending | creditsPending) != 0
                : debitsPending().signum() != 0 || creditsPending().signum() != 0;
    }

    public boolean isEmpty(Side normal) {
        return !hasPending() && balance(normal).signum() == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Counters that
                && debitsPosted == that.debitsPosted
                && creditsPosted == that.creditsPosted
                && debitsPending == that.debitsPending
                && creditsPending == that.creditsPending
                && Arrays.equals(wide, that.wide);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(all());
    }

    @Override
    public String toString() {
        return "Counters[debitsPosted=" + debitsPosted() + ", creditsPosted=" + creditsPosted() + ", debitsPending="
                + debitsPending() + ", creditsPending=" + creditsPending() + "]";
    }
}
