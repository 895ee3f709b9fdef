package org.tallystick.query.transaction;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.tallystick.answers.Transaction;
import org.tallystick.queries.Page;
import org.tallystick.query.search.Filter;
import org.tallystick.query.search.FilteredSearch;
import org.tallystick.query.search.Listed;
import org.tallystick.query.search.Span;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.values.TransactionId;

/** A page of a list of transactions, see {@link FilteredSearch}. */
final class TransactionSearch {
    private final Listed<Long> listed;
    private final Span<Long> span;
    private final int limit;
    private final Predicate<TransactionId> stale;

    /** @param stale whether an event of a transaction waits to be repaired */
    TransactionSearch(Listed<Long> listed, Span<Long> span, int limit, Predicate<TransactionId> stale) {
        this.listed = listed;
        this.span = span;
        this.limit = limit;
        this.stale = stale;
    }

    /**
     * @param filters what is asked for
     * @param position that the answer stands for
     */
    Page<Transaction> page(List<Filter<Long>> filters, long position) {
        if (filters.isEmpty()) {
            return cut(everything(), null, position);
        }
        FilteredSearch.Part<Long, Transaction> part =
                new FilteredSearch<>(listed, span, this::read).find(filters, limit, Transaction::id);
        return cut(part.found(), part.upTo(), position);
    }

    private List<Transaction> everything() {
        IndexWalk walk = span.bounding(listed.walk(listed.table()), "position");
        return query(walk.sql("*", span.descending(), limit + 1), walk.arguments());
    }

    private List<Transaction> query(String sql, Object... arguments) {
        return listed.tables().jdbc().query(sql, (row, index) -> TransactionRows.transaction(row, stale), arguments);
    }

    private List<Transaction> read(String condition, List<Object> arguments) {
        Comparator<Transaction> order = Comparator.comparing(Transaction::position);
        return query(listed.select("t.*") + " WHERE " + condition, arguments.toArray()).stream()
                .sorted(span.descending() ? order.reversed() : order)
                .toList();
    }

    /** @param upTo where to go on when fewer were found than are wanted; null at the end */
    private Page<Transaction> cut(List<Transaction> found, Long upTo, long position) {
        if (found.size() > limit) {
            List<Transaction> shown = found.subList(0, limit);
            return new Page<>(shown, key(shown.get(limit - 1)), position);
        }
        List<String> next = upTo == null ? null : List.of(upTo.toString());
        boolean inLast = upTo != null && !found.isEmpty() && isBehind(found.get(found.size() - 1), upTo);
        return new Page<>(found, inLast ? key(found.get(found.size() - 1)) : next, position);
    }

    private static List<String> key(Transaction last) {
        return List.of(last.position().toString());
    }

    /** The last entry that was seen may be one of a transaction whose own event comes only then. */
    private boolean isBehind(Transaction last, long upTo) {
        return !span.descending() && last.position().value() > upTo;
    }
}
