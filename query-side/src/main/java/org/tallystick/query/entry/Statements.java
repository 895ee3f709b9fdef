package org.tallystick.query.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tallystick.queries.Basis;
import org.tallystick.queries.ListEntries;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** What was posted to an account, in the order of a time basis, each entry with the balance after it on that basis. */
public final class Statements {
    private static final int LONGEST_STEP = 2_000;

    private final EntryIndex index;
    private final LastEntries lastEntries;
    private final PastCounters past;

    public Statements(EntryIndex index) {
        this.index = index;
        this.lastEntries = new LastEntries(index);
        this.past = new PastCounters(lastEntries);
    }

    /** The balance before the first time of a statement. */
    public BigInteger opening(ListEntries query, Side normal, Tables tables) {
        return query.from() == null ? BigInteger.ZERO : before(query, query.from(), normal, tables);
    }

    /** The balance before the second time of a statement. */
    public BigInteger closing(ListEntries query, Side normal, Tables tables) {
        return query.to() == null
                ? lastEntries
                        .of(query.ledger(), query.address(), tables)
                        .counters()
                        .balance(normal)
                : before(query, query.to(), normal, tables);
    }

    private BigInteger before(ListEntries query, Instant time, Side normal, Tables tables) {
        EntryKey begin = EntryKey.beginOf(Columns.micros(time));
        return past.before(query.ledger(), query.address(), query.basis(), begin, tables)
                .balance(normal);
    }

    /**
     * The newest entries of an account that has no dated ones.
     *
     * @param view of its entries
     * @see #hasDated
     */
    public List<StatementEntry> newest(
            AccountKey account, Side normal, int count, EntryIndex.View view, Tables tables) {
        return plain(account, normal, tables, view, new EntryWalk(EntryKey.FIRST, EntryKey.LAST, true, count));
    }

    /** The condition that an account {@code a} of a statement has entries whose two times differ. */
    public static String hasDated(Tables tables) {
        return "EXISTS (SELECT 1 FROM " + tables.name(EntryProjection.DATED_ENTRY)
                + " d WHERE d.ledger = a.ledger AND d.address = a.address)";
    }

    /**
     * The entries of the slice that is asked for.
     *
     * @param normal the side on which the account grows
     * @param count how many at most, whatever the slice says
     */
    public List<StatementEntry> read(ListEntries query, Side normal, int count, Tables tables) {
        EntryWalk walk = walk(query, count);
        List<StatementEntry> plain = plain(account(query), normal, tables, index.view(tables), walk);
        if (!hasDated(query, tables)) {
            return plain;
        }
        String datedTime = query.basis() == Basis.RECORDED ? "recorded_at" : "effective_at";
        Comparator<StatementEntry> order =
                Comparator.comparingLong(StatementEntry::at).thenComparingLong(StatementEntry::position);
        List<StatementEntry> entries = Stream.concat(
                        plain.stream(), dated(query, normal, tables, walk, datedTime).stream())
                .sorted(query.descending() ? order.reversed() : order)
                .limit(count)
                .toList();
        return query.basis() == Basis.EFFECTIVE ? withEffectiveBalances(query, entries, normal, tables) : entries;
    }

    /** Whether an account has entries whose two times differ. Few have; of the others each entry tells its balance. */
    private static boolean hasDated(ListEntries query, Tables tables) {
        AccountKey account = account(query);
        IndexWalk any = new IndexWalk(tables.name(EntryProjection.DATED_ENTRY))
                .equal("ledger", account.ledger())
                .equal("address", account.address());
        return !tables.jdbc()
                .queryForList(any.sql("1", false, 1), Integer.class, any.arguments())
                .isEmpty();
    }

    private static EntryWalk walk(ListEntries query, int count) {
        EntryKey after = query.from() == null ? EntryKey.FIRST : EntryKey.beginOf(Columns.micros(query.from()));
        EntryKey before = query.to() == null ? EntryKey.LAST : EntryKey.beginOf(Columns.micros(query.to()));
        EntryWalk all = new EntryWalk(after, before, query.descending(), count);
        List<String> last = query.slice().after();
        return last.isEmpty() ? all : all.from(new EntryKey(Long.parseLong(last.get(0)), Long.parseLong(last.get(1))));
    }

    /** Entries that only change what is pending are none of a statement, so that more must be looked at to find as many. */
    private static List<StatementEntry> plain(
            AccountKey account, Side normal, Tables tables, EntryIndex.View view, EntryWalk walk) {
        List<StatementEntry> found = new ArrayList<>();
        EntryWalk way = walk;
        boolean more;
        do {
            List<EntryKey> keys = view.walk(account, way);
            Map<Long, StatementEntry> entries = new HashMap<>();
            PlainEntries.withCounterparties(
                    keys.stream().map(EntryKey::position).toList(),
                    tables,
                    (entry, other) -> entries.put(entry.position(), StatementEntry.of(entry, other, normal)));
            keys.stream()
                    .map(key -> entries.get(key.position()))
                    .filter(entry -> entry.amount().signum() > 0)
                    .forEach(found::add);
            more = keys.size() == way.count();
            way = way.behind(keys).withCount(Math.min(2 * way.count(), LONGEST_STEP));
        } while (more && found.size() < walk.count());
        return found.subList(0, Math.min(found.size(), walk.count()));
    }

    private static AccountKey account(ListEntries query) {
        return new AccountKey(query.ledger().value(), query.address().value());
    }

    private static List<StatementEntry> dated(
            ListEntries query, Side normal, Tables tables, EntryWalk walk, String time) {
        IndexWalk along = walk.over(tables.name(EntryProjection.DATED_ENTRY), account(query), time)
                .and("amount > 0");
        return tables.jdbc()
                .query(
                        along.sql("*", walk.descending(), walk.count()),
                        (row, number) -> StatementEntry.of(row, time, normal),
                        along.arguments());
    }

    /** One sum for the earliest entry of the page; the others follow by adding up. */
    private List<StatementEntry> withEffectiveBalances(
            ListEntries query, List<StatementEntry> entries, Side normal, Tables tables) {
        if (entries.isEmpty()) {
            return entries;
        }
        List<StatementEntry> ascending = new ArrayList<>(entries);
        if (query.descending()) {
            Collections.reverse(ascending);
        }
        StatementEntry first = ascending.get(0);
        EntryKey behind = new EntryKey(Columns.micros(first.effectiveAt()), first.position() + 1);
        Counters counters = past.effective(query.ledger(), query.address(), behind, tables);
        Map<Long, BigInteger> balances = new HashMap<>();
        for (StatementEntry entry : ascending) {
            if (entry != first) {
                counters = counters.plusPosted(entry.side(), entry.amount());
            }
            balances.put(entry.position(), counters.balance(normal));
        }
        return entries.stream()
                .map(entry -> entry.withBalance(balances.get(entry.position())))
                .toList();
    }
}
