package org.tallystick.query.transaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.tallystick.answers.Transaction;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.Page;
import org.tallystick.query.transaction.TransactionFilters.Filter;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.TransactionId;

/**
 * A page of a list of transactions. Of the ways to what is asked for the one is taken that has the fewest transactions on it,
 * as seen from where the page begins; the rest is asked of their rows. What is rare on every way could be looked for in vain
 * for long: after so many rows the page ends, and tells where to go on.
 */
final class TransactionSearch {
    /** How far each way is looked along before one is taken. */
    private static final int LOOKED_AHEAD = 500;

    private static final int LARGEST_PORTION = 512;
    private static final int MOST_SEEN = 2_048;

    private final ListTransactions query;
    private final Span span;
    private final Tables tables;
    private final Predicate<TransactionId> stale;

    /** @param stale whether an event of a transaction waits to be repaired */
    TransactionSearch(ListTransactions query, Span span, Tables tables, Predicate<TransactionId> stale) {
        this.query = query;
        this.span = span;
        this.tables = tables;
        this.stale = stale;
    }

    /**
     * @param filters what is asked for
     * @param position that the answer stands for
     */
    Page<Transaction> page(List<Filter> filters, long position) {
        return filters.isEmpty() ? everything(position) : filtered(filters, position);
    }

    private IndexWalk ledger(String alias) {
        return new IndexWalk(tables.name(TransactionProjection.TRANSACTION) + " " + alias)
                .equal(alias + ".ledger", query.ledger().value());
    }

    private Page<Transaction> everything(long position) {
        IndexWalk walk = span.bounding(ledger("t"), "t.position");
        List<Transaction> found = tables.jdbc()
                .query(
                        walk.sql("t.*", span.descending(), query.slice().limit() + 1),
                        (row, index) -> TransactionRows.transaction(row, stale),
                        walk.arguments());
        return cut(found, null, position);
    }

    private Page<Transaction> filtered(List<Filter> filters, long position) {
        Filter leading = leading(filters);
        List<Filter> asked = filters.stream()
                .filter(filter -> filter != leading && filter.condition() != null)
                .toList();
        Way way = leading.way();
        int limit = query.slice().limit();
        int largest = asked.isEmpty() ? LARGEST_PORTION : LARGEST_PORTION / way.cost();
        int most = limit + MOST_SEEN / way.cost();
        int steps = Math.min(limit + 1, largest);
        int seen = 0;
        Map<TransactionId, Transaction> found = new LinkedHashMap<>();
        Way.Reach reach;
        do {
            Way.Portion portion = way.next(steps);
            rows(portion, asked).forEach(each -> found.putIfAbsent(each.id(), each));
            reach = portion.reach();
            seen += reach.steps();
            steps = Math.min(2 * steps, largest);
        } while (!reach.ended() && found.size() <= limit && seen < most);
        return cut(List.copyOf(found.values()), reach.ended() ? null : reach.upTo(), position);
    }

    /** The one whose way leads farthest for the same cost. What has no way is looked for along all transactions. */
    private Filter leading(List<Filter> filters) {
        List<Filter> possible = new ArrayList<>(
                filters.stream().filter(filter -> filter.way() != null).toList());
        if (possible.isEmpty()
                || filters.size() > 1
                        && possible.stream().anyMatch(one -> one.way().cost() > 1)) {
            possible.add(new Filter(null, List.of(), new WholeWay(query.ledger(), () -> ledger("t"), span, tables)));
        }
        Filter best = possible.get(0);
        Way.Reach farthest = possible.size() == 1 ? null : ahead(best);
        for (Filter filter : possible.subList(1, possible.size())) {
            Way.Reach reach = ahead(filter);
            if (reach.isSparserThan(farthest, span.descending())) {
                best = filter;
                farthest = reach;
            }
        }
        return best;
    }

    private static Way.Reach ahead(Filter filter) {
        return filter.way().ahead(LOOKED_AHEAD / filter.way().cost());
    }

    private List<Transaction> rows(Way.Portion portion, List<Filter> asked) {
        if (portion.condition() == null) {
            return List.of();
        }
        StringBuilder sql = new StringBuilder("SELECT t.* FROM ")
                .append(tables.name(TransactionProjection.TRANSACTION))
                .append(" t WHERE ")
                .append(portion.condition());
        List<Object> arguments = new ArrayList<>(portion.arguments());
        for (Filter filter : asked) {
            sql.append(" AND ").append(filter.condition());
            arguments.addAll(filter.arguments());
        }
        Comparator<Transaction> order = Comparator.comparing(Transaction::position);
        return tables
                .jdbc()
                .query(sql.toString(), (row, index) -> TransactionRows.transaction(row, stale), arguments.toArray())
                .stream()
                .sorted(span.descending() ? order.reversed() : order)
                .toList();
    }

    /** @param upTo where to go on when fewer were found than are wanted; null at the end */
    private Page<Transaction> cut(List<Transaction> found, Long upTo, long position) {
        int limit = query.slice().limit();
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
