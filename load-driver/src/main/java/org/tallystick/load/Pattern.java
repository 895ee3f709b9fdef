package org.tallystick.load;

import java.util.SplittableRandom;

/** Between which accounts, numbered from 0, transfers go. */
public enum Pattern {
    /** Each account as often as any other. */
    UNIFORM {
        @Override
        int pick(int accounts, SplittableRandom random) {
            return random.nextInt(accounts);
        }
    },
    /** Nine of ten on a tenth of the accounts. */
    SKEWED {
        @Override
        int pick(int accounts, SplittableRandom random) {
            int hot = Math.max(1, accounts / 10);
            return random.nextInt(10) > 0 ? random.nextInt(hot) : hot + random.nextInt(accounts - hot);
        }
    },
    /** Account 0 in each of them. */
    HOT {
        @Override
        int pick(int accounts, SplittableRandom random) {
            return 0;
        }
    };

    /** Two accounts that differ. */
    public record Pair(int debit, int credit) {}

    abstract int pick(int accounts, SplittableRandom random);

    /** @param accounts at least 20 */
    public Pair next(int accounts, SplittableRandom random) {
        int one = pick(accounts, random);
        int other = this == HOT ? random.nextInt(accounts) : pick(accounts, random);
        while (other == one) {
            other = random.nextInt(accounts);
        }
        return random.nextBoolean() ? new Pair(one, other) : new Pair(other, one);
    }
}
