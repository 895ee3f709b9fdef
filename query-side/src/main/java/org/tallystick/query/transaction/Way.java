package org.tallystick.query.transaction;

import java.util.List;

/** A way to transactions in the order of a list, along an index. There may be others between them that are not on it. */
interface Way {

    /** What a step costs, compared with one along an index. */
    default int cost() {
        return 1;
    }

    /** How far some steps would lead; it stays where it is. */
    Reach ahead(int steps);

    /** Goes on by some steps. */
    Portion next(int steps);

    /**
     * How far it leads.
     *
     * @param steps that there were, fewer than asked for at the end
     * @param upTo the position of the last of them
     */
    record Reach(int steps, long upTo, boolean ended) {

        /** Whether a way that reaches so far has fewer transactions on it than another one, as far as can be seen. */
        boolean isSparserThan(Reach other, boolean descending) {
            if (ended || other.ended) {
                return ended && (!other.ended || steps < other.steps);
            }
            return descending ? upTo < other.upTo : upTo > other.upTo;
        }
    }

    /**
     * Some transactions on the way.
     *
     * @param condition on a row {@code t}, its ledger included, which all of them and no others fulfil; null where there are none
     * @param reach where it has come to
     */
    record Portion(String condition, List<Object> arguments, Reach reach) {
        static Portion nothing(Reach reach) {
            return new Portion(null, List.of(), reach);
        }
    }
}
