package org.tallystick.query.search;

import java.util.List;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;

/**
 * The rows that a list is of: those of a ledger in a table, by a key that is unique in the ledger and has an index.
 *
 * @param table without the version
 * @param alias of its rows in statements
 * @param key the column that the list is sorted by
 */
public record Listed<K extends Comparable<K>>(
        Tables tables, String table, String alias, LedgerName ledger, String key, Class<K> type) {

    /** Begins a walk along another table, or an index of this one. */
    public IndexWalk walk(String along) {
        return new IndexWalk(tables.name(along)).equal("ledger", ledger.value());
    }

    /** The row has one of these keys. */
    InList.Condition among(List<K> keys) {
        return new InList(keys).with(tables.database(), column("ledger"), ledger.value(), column(key));
    }

    /** The row is in a span, up to a key in it, and with that; null for all of it. */
    InList.Condition within(Span<K> span, K upTo) {
        boolean descending = span.descending();
        String condition = "%1$s = ? AND %2$s %3$s ? AND %2$s %4$s ?"
                .formatted(
                        column("ledger"),
                        column(key),
                        descending && upTo != null ? ">=" : ">",
                        descending || upTo == null ? "<" : "<=");
        K first = descending && upTo != null ? upTo : span.after();
        K last = descending || upTo == null ? span.before() : upTo;
        return new InList.Condition(condition, List.of(ledger.value(), first, last));
    }

    /** The beginning of a statement that reads rows. */
    public String select(String columns) {
        return "SELECT " + columns + " FROM " + tables.name(table) + " " + alias;
    }

    private String column(String name) {
        return alias + "." + name;
    }
}
