package org.tallystick.query.entry;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.tallystick.queries.Basis;
import org.tallystick.queries.Page;
import org.tallystick.queries.SumBalances;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Counters;

/**
 * Sums per asset and address prefix. Now: rows kept ready. As of then: added up from the last entry of each account by
 * then and, on the effective basis, its shifts, so that the cost grows with the number of accounts under the prefix.
 */
public final class BalanceSumsQueryHandler {
    private static final List<String> PROJECTIONS = List.of(EntryProjection.NAME, LedgerProjection.NAME);

    private final ProjectionReads reads;
    private final LastEntries lastEntries;

    public BalanceSumsQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.lastEntries = lastEntries;
    }

    @QueryHandler
    public Page handle(SumBalances query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(EntryProjection.NAME);
            List<Map<String, Object>> sums = query.asOf() == null ? now(query, tables, limit + 1) : then(query, tables);
            return Pages.cut(
                    sums,
                    limit,
                    last -> List.of((String) last.get("prefix"), (String) last.get("asset")),
                    view.position(EntryProjection.NAME));
        });
    }

    /** Where the page begins; before everything at the beginning of the list. */
    private static Key after(SumBalances query) {
        List<String> after = query.slice().after();
        return after.isEmpty() ? new Key("", "") : new Key(after.get(0), after.get(1));
    }

    /**
     * What is below the prefixes of this depth, and the accounts with no more segments. One walk for each number of
     * segments, since an index has one order only; the pages are merged.
     */
    private List<Map<String, Object>> now(SumBalances query, Tables tables, int count) {
        TreeMap<Key, BigInteger[]> sums = new TreeMap<>();
        IndexWalk below = range(query, query.depth()).walk(tables.name(EntryProjection.PREFIX_SUM) + " a");
        RowCallbackHandler each =
                row -> add(sums, new Key(row.getString("address"), row.getString("asset")), Columns.counters(row));
        tables.jdbc().query(below.sql("a.*", false, count), each, below.arguments());
        for (int segments = 1; segments <= query.depth(); segments++) {
            lastEntries
                    .read(null, count, range(query, segments)::walk, tables)
                    .forEach(account -> add(sums, new Key(account.address(), account.asset()), account.counters()));
        }
        return sums.entrySet().stream()
                .limit(count)
                .map(sum -> shape(sum.getKey().prefix, sum.getKey().asset, sum.getValue(), true))
                .toList();
    }

    private static AccountRange range(SumBalances query, int depth) {
        Key after = after(query);
        return new AccountRange(query.ledger().value(), depth, query.prefix(), after.prefix, after.asset);
    }

    private static void add(Map<Key, BigInteger[]> sums, Key key, Counters counters) {
        if (counters != null) {
            add(
                    sums,
                    key,
                    new BigInteger[] {
                        counters.debitsPosted(),
                        counters.creditsPosted(),
                        counters.debitsPending(),
                        counters.creditsPending()
                    },
                    BigInteger.ONE);
        }
    }

    private static void add(Map<Key, BigInteger[]> sums, Key key, BigInteger[] added, BigInteger factor) {
        BigInteger[] four = sums.computeIfAbsent(
                key, absent -> new BigInteger[] {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO});
        for (int i = 0; i < 4; i++) {
            four[i] = four[i].add(added[i].multiply(factor));
        }
    }

    private List<Map<String, Object>> then(SumBalances query, Tables tables) {
        TreeMap<Key, BigInteger[]> sums = new TreeMap<>();
        boolean recorded = query.asOf().basis() == Basis.RECORDED;
        long at = Columns.micros(query.asOf().at());
        lastEntries.forEach(
                query.ledger().value(),
                query.prefix(),
                at,
                tables,
                account ->
                        add(sums, new Key(cut(account.address(), query.depth()), account.asset()), account.counters()));
        if (!recorded) {
            int day = Columns.day(at);
            String range = " WHERE ledger = ? AND address >= ? AND address < ? AND ";
            String shifts = "SELECT address, asset, debits_posted, credits_posted, 0, 0 FROM "
                    + tables.name(EntryProjection.DAY_SHIFT) + range + "on_day < ?";
            String dated = "SELECT address, asset, " + EntryProjection.DEBITED + ", " + EntryProjection.CREDITED
                    + ", 0, 0 FROM " + tables.name(EntryProjection.DATED_ENTRY) + range;
            List<Object> withinDay = with(range(query), List.of(Columns.startOfDay(day), at));
            add(sums, query, tables, 1, shifts, with(range(query), List.of(day)));
            add(sums, query, tables, 1, dated + "effective_at >= ? AND effective_at <= ?", withinDay);
            add(sums, query, tables, -1, dated + "recorded_at >= ? AND recorded_at <= ?", withinDay);
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        sums.tailMap(after(query), false)
                .forEach((key, four) -> shown.add(shape(key.prefix, key.asset, four, recorded)));
        return shown;
    }

    private static List<Object> range(SumBalances query) {
        return List.of(query.ledger().value(), query.prefix(), query.prefix() + "~");
    }

    private static List<Object> with(List<?> first, List<?> more) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static void add(
            Map<Key, BigInteger[]> sums,
            SumBalances query,
            Tables tables,
            int sign,
            String sql,
            List<Object> arguments) {
        BigInteger factor = BigInteger.valueOf(sign);
        RowCallbackHandler each = row -> {
            Key key = new Key(cut(row.getString(1), query.depth()), row.getString(2));
            BigInteger[] four = new BigInteger[4];
            for (int i = 0; i < 4; i++) {
                four[i] = row.getBigDecimal(3 + i).toBigInteger();
            }
            add(sums, key, four, factor);
        };
        tables.jdbc().query(sql, each, arguments.toArray());
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

    /** The balance of a sum has no normal side: it is debits minus credits. */
    private static Map<String, Object> shape(String prefix, String asset, BigInteger[] four, boolean pending) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("prefix", prefix);
        shown.put("asset", asset);
        shown.put("debitsPosted", four[0]);
        shown.put("creditsPosted", four[1]);
        shown.put("debitsPending", pending ? four[2] : null);
        shown.put("creditsPending", pending ? four[3] : null);
        shown.put("balance", four[0].subtract(four[1]));
        return shown;
    }

    /** What is added up under; in the order of the list. */
    private record Key(String prefix, String asset) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::prefix).thenComparing(Key::asset);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
