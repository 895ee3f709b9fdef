package org.tallystick.query.entry;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.Basis;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Page;
import org.tallystick.query.account.AccountNormal;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.payment.PaymentTransactions;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Counters;
import org.tallystick.values.Micros;
import org.tallystick.values.Side;

/** Statements: what was posted to an account, each entry with the balance after it on the basis that was asked for. */
public final class EntryQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME, PaymentProjection.NAME);

    private static final int LONGEST_STEP = 2_000;

    private final ProjectionReads reads;
    private final EntryIndex index;
    private final PastCounters past;

    public EntryQueryHandler(ProjectionReads reads, EntryIndex index) {
        this.reads = reads;
        this.index = index;
        this.past = new PastCounters(new LastEntries(index));
    }

    @QueryHandler
    public Page handle(ListEntries query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Side normal = AccountNormal.find(query.ledger(), query.address(), view)
                    .orElseThrow(() -> Ledgers.notFoundIn(query.ledger(), "account " + query.address(), view));
            Tables tables = view.tables(EntryProjection.NAME);
            boolean dated = hasDated(query, tables);
            List<Row> rows = rows(query, dated, tables, limit + 1);
            Map<Long, BigInteger> balances = query.basis() == Basis.EFFECTIVE && dated
                    ? effectiveBalances(query, rows, normal, tables)
                    : Map.of();
            Map<String, String> payments = PaymentTransactions.paymentsOf(
                    query.ledger(), rows.stream().map(Row::transaction).toList(), view.tables(PaymentProjection.NAME));
            boolean stale = view.isStale(EntryProjection.NAME, query.ledger().streamOf(query.address()));
            return Pages.cut(
                    rows,
                    limit,
                    Row::key,
                    row -> row.shape(
                            balances.getOrDefault(row.position, row.counters.balance(normal)), payments, stale),
                    view.position(EntryProjection.NAME));
        });
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

    /** Walks along both tables in the order of the basis, and takes what comes first. */
    private List<Row> rows(ListEntries query, boolean hasDated, Tables tables, int count) {
        String datedTime = query.basis() == Basis.RECORDED ? "recorded_at" : "effective_at";
        EntryWalk walk = walk(query, count);
        List<Row> rows = plain(query, tables, walk);
        if (!hasDated) {
            return rows;
        }
        List<Row> dated = dated(query, tables, walk, datedTime);
        Comparator<Row> order = Comparator.comparing(Row::at);
        return Stream.concat(rows.stream(), dated.stream())
                .sorted(query.descending() ? order.reversed() : order)
                .limit(count)
                .toList();
    }

    private static EntryWalk walk(ListEntries query, int count) {
        EntryKey after = query.from() == null ? EntryKey.FIRST : EntryKey.beginOf(Columns.micros(query.from()));
        EntryKey before = query.to() == null ? EntryKey.LAST : EntryKey.beginOf(Columns.micros(query.to()));
        EntryWalk all = new EntryWalk(after, before, query.descending(), count);
        List<String> last = query.slice().after();
        return last.isEmpty() ? all : all.from(new EntryKey(Long.parseLong(last.get(0)), Long.parseLong(last.get(1))));
    }

    /** Entries that only change what is pending are none of a statement, so that more must be looked at to find as many. */
    private List<Row> plain(ListEntries query, Tables tables, EntryWalk walk) {
        AccountKey account = account(query);
        EntryIndex.View view = index.view(tables);
        List<Row> found = new ArrayList<>();
        EntryWalk way = walk;
        boolean more;
        do {
            List<EntryKey> keys = view.walk(account, way);
            Map<Long, Row> rows = new HashMap<>();
            PlainEntries.at(
                    keys.stream().map(EntryKey::position).toList(),
                    tables,
                    entry -> rows.put(entry.position(), Row.of(entry)));
            keys.stream()
                    .map(key -> rows.get(key.position()))
                    .filter(row -> row.amount.signum() > 0)
                    .forEach(found::add);
            more = keys.size() == way.count();
            way = way.behind(keys).withCount(Math.min(2 * way.count(), LONGEST_STEP));
        } while (more && found.size() < walk.count());
        return found.subList(0, Math.min(found.size(), walk.count()));
    }

    private static AccountKey account(ListEntries query) {
        return new AccountKey(query.ledger().value(), query.address().value());
    }

    private static List<Row> dated(ListEntries query, Tables tables, EntryWalk walk, String time) {
        IndexWalk along = walk.over(tables.name(EntryProjection.DATED_ENTRY), account(query), time)
                .and("amount > 0");
        return tables.jdbc()
                .query(
                        along.sql("*", walk.descending(), walk.count()),
                        (row, number) -> Row.of(row, time),
                        along.arguments());
    }

    /** One sum for the earliest entry of the page; the others follow by adding up. */
    private Map<Long, BigInteger> effectiveBalances(ListEntries query, List<Row> rows, Side normal, Tables tables) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        List<Row> ascending = new ArrayList<>(rows);
        if (query.descending()) {
            Collections.reverse(ascending);
        }
        Row first = ascending.get(0);
        EntryKey behind = new EntryKey(first.effectiveAt, first.position + 1);
        Counters counters = past.effective(query.ledger(), query.address(), behind, tables);
        Map<Long, BigInteger> balances = new LinkedHashMap<>();
        for (Row row : ascending) {
            if (row != first) {
                counters = counters.plusPosted(row.side, row.amount);
            }
            balances.put(row.position, counters.balance(normal));
        }
        return balances;
    }

    /** @param at where it stands on the basis that it is sorted by */
    private record Row(
            EntryKey at,
            long position,
            String transaction,
            int posting,
            Side side,
            BigInteger amount,
            String asset,
            long effectiveAt,
            String effective,
            String recorded,
            Counters counters) {

        List<String> key() {
            return List.of(Long.toString(at.recordedAt()), Long.toString(position));
        }

        static Row of(PlainEntry entry) {
            String recorded = Micros.toInstant(entry.recordedAt()).toString();
            return new Row(
                    entry.key(),
                    entry.position(),
                    entry.transaction(),
                    entry.posting(),
                    entry.side(),
                    entry.amount(),
                    entry.asset(),
                    entry.recordedAt(),
                    recorded,
                    recorded,
                    entry.counters());
        }

        static Row of(ResultSet row, String time) throws SQLException {
            return new Row(
                    new EntryKey(row.getLong(time), row.getLong("position")),
                    row.getLong("position"),
                    row.getString("transaction_id"),
                    row.getInt("posting"),
                    Columns.side(row),
                    Columns.number(row, "amount"),
                    row.getString("asset"),
                    row.getLong("effective_at"),
                    Columns.instant(row, "effective_at").toString(),
                    Columns.instant(row, "recorded_at").toString(),
                    Columns.counters(row));
        }

        Map<String, Object> shape(BigInteger balance, Map<String, String> payments, boolean stale) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("position", position);
            shown.put("transaction", transaction);
            shown.put("posting", posting);
            shown.put("side", EnumText.of(side));
            shown.put("amount", amount);
            shown.put("asset", asset);
            shown.put("effectiveAt", effective);
            shown.put("recordedAt", recorded);
            shown.put("balance", balance);
            if (payments.containsKey(transaction)) {
                shown.put("payment", payments.get(transaction));
            }
            if (stale) {
                shown.put("stale", true);
            }
            return shown;
        }
    }
}
