package org.tallystick.query.entry;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.tallystick.queries.Basis;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/**
 * What is counted per asset and address prefix of one depth. Now: rows kept ready. As of then: added up from the last entry
 * of each account by then and, on the effective basis, its shifts, so that the cost grows with the number of accounts under
 * the prefix.
 */
public final class PrefixSums {
    private final String ledger;
    private final String prefix;
    private final int depth;
    private final LastEntries lastEntries;
    private final Tables tables;
    private final TreeMap<Key, Counters> sums = new TreeMap<>();

    /** @param prefix of the addresses that count; empty for all */
    public PrefixSums(LedgerName ledger, String prefix, int depth, LastEntries lastEntries, Tables tables) {
        this.ledger = ledger.value();
        this.prefix = prefix;
        this.depth = depth;
        this.lastEntries = lastEntries;
        this.tables = tables;
    }

    /** What is added up under; in the order of the list. */
    public record Key(String prefix, String asset) implements Comparable<Key> {
        /** Before every other one. */
        public static final Key FIRST = new Key("", "");

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::prefix).thenComparing(Key::asset);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /** In their order, of those behind a key at most so many. */
    public List<Map.Entry<Key, Counters>> behind(Key key, int count) {
        return sums.tailMap(key, false).entrySet().stream().limit(count).toList();
    }

    /**
     * Adds what is counted now behind a key. It is what is below the prefixes of the depth, and the accounts with no more
     * segments: one walk for each number of segments, since an index has one order only; the pages are merged.
     *
     * @param count how many of these sums are wanted
     */
    public void addNow(Key after, int count) {
        IndexWalk below = range(after, depth).walk(tables.name(EntryProjection.PREFIX_SUM) + " a");
        RowCallbackHandler each =
                row -> add(new Key(row.getString("address"), row.getString("asset")), Columns.counters(row));
        tables.jdbc().query(below.sql("a.*", false, count), each, below.arguments());
        for (int segments = 1; segments <= depth; segments++) {
            lastEntries.read(null, count, range(after, segments)::walk, tables).stream()
                    .filter(account -> account.last() != null)
                    .forEach(account -> add(new Key(account.address(), account.asset()), account.counters()));
        }
    }

    private AccountRange range(Key after, int segments) {
        return new AccountRange(ledger, segments, prefix, after.prefix, after.asset);
    }

    private void add(Key key, Counters counters) {
        sums.merge(key, counters, Counters::plus);
    }

    /**
     * Adds what was counted at a moment, inclusive.
     *
     * @param at in microseconds; null for all that there is
     * @param each is told of every account that is looked at
     */
    public void addAll(@Nullable Long at, Basis basis, Consumer<LastEntries.Counted> each) {
        lastEntries.forEach(ledger, prefix, at, tables, account -> {
            each.accept(account);
            add(new Key(cut(account.address(), depth), account.asset()), account.counters());
        });
        if (basis == Basis.EFFECTIVE && at != null) {
            addShifts(at);
        }
    }

    private void addShifts(long at) {
        int day = Columns.day(at);
        String range = " WHERE ledger = ? AND address >= ? AND address < ? AND ";
        String shifts = "SELECT address, asset, debits_posted, credits_posted FROM "
                + tables.name(EntryProjection.DAY_SHIFT) + range + "on_day < ?";
        String dated = "SELECT address, asset, " + EntryProjection.DEBITED + ", " + EntryProjection.CREDITED + " FROM "
                + tables.name(EntryProjection.DATED_ENTRY) + range;
        Object[] withinDay = {Columns.startOfDay(day), at};
        addPosted(false, shifts, day);
        addPosted(false, dated + "effective_at >= ? AND effective_at <= ?", withinDay);
        addPosted(true, dated + "recorded_at >= ? AND recorded_at <= ?", withinDay);
    }

    private void addPosted(boolean negated, String sql, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(ledger, prefix, prefix + "~"));
        Collections.addAll(all, arguments);
        RowCallbackHandler each = row -> {
            BigInteger debits = row.getBigDecimal(3).toBigInteger();
            BigInteger credits = row.getBigDecimal(4).toBigInteger();
            Counters posted = new Counters(debits, credits, BigInteger.ZERO, BigInteger.ZERO);
            add(new Key(cut(row.getString(1), depth), row.getString(2)), negated ? posted.negated() : posted);
        };
        tables.jdbc().query(sql, each, all.toArray());
    }

    /** Takes away what others have counted. */
    public void subtract(PrefixSums others) {
        others.sums.forEach((key, counters) -> add(key, counters.negated()));
    }

    /** Leaves those out of which nothing is posted. */
    public void removeUnmoved() {
        sums.values().removeIf(counters -> counters.withoutPending().equals(Counters.ZERO));
    }

    /** The first segments of an address. */
    static String cut(String address, int depth) {
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }
}
