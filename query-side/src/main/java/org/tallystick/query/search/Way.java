package org.tallystick.query.search;

import java.util.List;
import org.tallystick.readmodels.InList;

/**
 * A way to the rows of a list in its order, along an index. There may be others between them that are not on it.
 *
 * @param <K> what the list is sorted by
 */
public interface Way<K extends Comparable<K>> {

    /** What a step costs, compared with one along an index. */
    default int cost() {
        return 1;
    }

    /** How far some steps would lead; it stays where it is. */
    Reach<K> ahead(int steps);

    /** Goes on by some steps. */
    Portion<K> next(int steps);

    /**
     * How far it leads.
     *
     * @param steps that there were, fewer than asked for at the end
     * @param upTo the key of the last of them; null where there were none
     */
    record Reach<K extends Comparable<K>>(int steps, K upTo, boolean ended) {

        /** Whether a way that reaches so far has fewer rows on it than another one, as far as can be seen. */
        boolean isSparserThan(Reach<K> other, boolean descending) {
            if (ended || other.ended) {
                return ended && (!other.ended || steps < other.steps);
            }
            int order = upTo.compareTo(other.upTo);
            return descending ? order < 0 : order > 0;
        }
    }

    /**
     * Some rows on the way.
     *
     * @param condition on a row of the list, its ledger included, which all of them and no others fulfil; null where there are
     *     none
     * @param reach where it has come to
     */
    record Portion<K extends Comparable<K>>(String condition, List<Object> arguments, Reach<K> reach) {
        public static <K extends Comparable<K>> Portion<K> nothing(Reach<K> reach) {
            return new Portion<>(null, List.of(), reach);
        }

        static <K extends Comparable<K>> Portion<K> of(InList.Condition condition, Reach<K> reach) {
            return new Portion<>(condition.sql(), condition.arguments(), reach);
        }
    }
}
