package org.tallystick.query.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A part of a list by filters. Of the ways to what is asked for the one is taken that has the fewest rows on it, as seen from
 * where the part begins; the rest is asked of the rows. What is rare on every way could be looked for in vain for long: after
 * so many rows the part ends, and tells where to go on.
 *
 * @param <K> what the list is sorted by
 * @param <R> what is read
 */
public final class FilteredSearch<K extends Comparable<K>, R> {
    /** How far each way is looked along before one is taken. */
    private static final int LOOKED_AHEAD = 500;

    private static final int LARGEST_PORTION = 512;
    private static final int MOST_SEEN = 2_048;

    private final Listed<K> listed;
    private final Span<K> span;
    private final Read<R> read;

    public FilteredSearch(Listed<K> listed, Span<K> span, Read<R> read) {
        this.listed = listed;
        this.span = span;
        this.read = read;
    }

    /** Reads the rows that fulfil a condition, in the order of the list. */
    @FunctionalInterface
    public interface Read<R> {
        List<R> read(String condition, List<Object> arguments);
    }

    /**
     * What was found.
     *
     * @param found more than were asked for, all that there are, or fewer where it goes on
     * @param upTo the key behind which it goes on; null at the end
     */
    public record Part<K, R>(List<R> found, K upTo) {}

    /**
     * The rows that all filters let pass, from the beginning of the span.
     *
     * @param id the same row may be found twice
     */
    public Part<K, R> find(List<Filter<K>> filters, int limit, Function<R, ?> id) {
        Filter<K> leading = leading(filters);
        List<Filter<K>> asked = filters.stream()
                .filter(filter -> filter != leading && filter.condition() != null)
                .toList();
        Way<K> way = leading.way();
        int largest = asked.isEmpty() ? LARGEST_PORTION : LARGEST_PORTION / way.cost();
        int most = limit + MOST_SEEN / way.cost();
        int steps = Math.min(limit + 1, largest);
        int seen = 0;
        Map<Object, R> found = new LinkedHashMap<>();
        Way.Reach<K> reach;
        do {
            Way.Portion<K> portion = way.next(steps);
            rows(portion, asked).forEach(each -> found.putIfAbsent(id.apply(each), each));
            reach = portion.reach();
            seen += reach.steps();
            steps = Math.min(2 * steps, largest);
        } while (!reach.ended() && found.size() <= limit && seen < most);
        return new Part<>(List.copyOf(found.values()), reach.ended() ? null : reach.upTo());
    }

    /** The one whose way leads farthest for the same cost. What has no way is looked for along all rows. */
    public Filter<K> leading(List<Filter<K>> filters) {
        List<Filter<K>> possible = new ArrayList<>(
                filters.stream().filter(filter -> filter.way() != null).toList());
        if (possible.isEmpty()
                || filters.size() > 1
                        && possible.stream().anyMatch(one -> one.way().cost() > 1)) {
            possible.add(new Filter<>(null, List.of(), new WholeWay<>(listed, span)));
        }
        Filter<K> best = possible.get(0);
        Way.Reach<K> farthest = possible.size() == 1 ? null : ahead(best);
        for (Filter<K> filter : possible.subList(1, possible.size())) {
            Way.Reach<K> reach = ahead(filter);
            if (reach.isSparserThan(farthest, span.descending())) {
                best = filter;
                farthest = reach;
            }
        }
        return best;
    }

    private Way.Reach<K> ahead(Filter<K> filter) {
        return filter.way().ahead(LOOKED_AHEAD / filter.way().cost());
    }

    private List<R> rows(Way.Portion<K> portion, List<Filter<K>> asked) {
        if (portion.condition() == null) {
            return List.of();
        }
        StringBuilder condition = new StringBuilder(portion.condition());
        List<Object> arguments = new ArrayList<>(portion.arguments());
        for (Filter<K> filter : asked) {
            condition.append(" AND ").append(filter.condition());
            arguments.addAll(filter.arguments());
        }
        return read.read(condition.toString(), arguments);
    }
}
