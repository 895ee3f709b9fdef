package org.tallystick.query.entry;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import org.tallystick.values.Side;

/** Statements: what was posted to an account, each entry with the balance after it on the basis that was asked for. */
public final class EntryQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME, PaymentProjection.NAME);

    private final ProjectionReads reads;

    public EntryQueryHandler(ProjectionReads reads) {
        this.reads = reads;
    }

    @QueryHandler
    public Page handle(ListEntries query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Side normal = AccountNormal.find(query.ledger(), query.address(), view)
                    .orElseThrow(() -> Ledgers.notFoundIn(query.ledger(), "account " + query.address(), view));
            Tables tables = view.tables(EntryProjection.NAME);
            List<Row> rows = rows(query, tables, limit + 1);
            Map<Long, BigInteger> balances =
                    query.basis() == Basis.RECORDED ? Map.of() : effectiveBalances(query, rows, normal, tables);
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

    /** Walks along both tables in the order of the basis, and takes what comes first. */
    private static List<Row> rows(ListEntries query, Tables tables, int count) {
        boolean recorded = query.basis() == Basis.RECORDED;
        List<Row> rows = walk(query, tables, EntryProjection.ENTRY, "recorded_at", count);
        List<Row> dated =
                walk(query, tables, EntryProjection.DATED_ENTRY, recorded ? "recorded_at" : "effective_at", count);
        if (dated.isEmpty()) {
            return rows;
        }
        Comparator<Row> order = Comparator.comparingLong(Row::time).thenComparingLong(Row::position);
        return Stream.concat(rows.stream(), dated.stream())
                .sorted(query.descending() ? order.reversed() : order)
                .limit(count)
                .toList();
    }

    private static List<Row> walk(ListEntries query, Tables tables, String table, String time, int count) {
        IndexWalk walk = new IndexWalk(tables.name(table))
                .equal("ledger", query.ledger().value())
                .equal("address", query.address().value())
                .sortedBy(time)
                .sortedBy("position")
                .and("amount > 0")
                .andGiven(time + " >= ?", Columns.micros(query.from()))
                .andGiven(time + " < ?", Columns.micros(query.to()));
        if (!query.slice().after().isEmpty()) {
            Long after = Long.valueOf(query.slice().after().get(0));
            String beyond = beyond(query);
            walk.and(time + " " + beyond + "= ?", after)
                    .and(
                            "(" + time + " " + beyond + " ? OR position " + beyond + " ?)",
                            after,
                            Long.valueOf(query.slice().after().get(1)));
        }
        boolean dated = table.equals(EntryProjection.DATED_ENTRY);
        return tables.jdbc()
                .query(
                        walk.sql("*, " + time + " AS along", query.descending(), count),
                        (row, index) -> Row.of(row, dated ? "effective_at" : "recorded_at"),
                        walk.arguments());
    }

    private static String beyond(ListEntries query) {
        return query.descending() ? "<" : ">";
    }

    /** One sum for the earliest entry of the page; the others follow by adding up. */
    private static Map<Long, BigInteger> effectiveBalances(
            ListEntries query, List<Row> rows, Side normal, Tables tables) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        List<Row> ascending = new ArrayList<>(rows);
        if (query.descending()) {
            Collections.reverse(ascending);
        }
        Row first = ascending.get(0);
        Counters counters =
                PastCounters.effective(query.ledger(), query.address(), first.effectiveAt, first.position, tables);
        Map<Long, BigInteger> balances = new LinkedHashMap<>();
        for (Row row : ascending) {
            if (row != first) {
                counters = counters.plusPosted(row.side, row.amount);
            }
            balances.put(row.position, counters.balance(normal));
        }
        return balances;
    }

    /** @param time what it is sorted by, before the position */
    private record Row(
            long time,
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
            return List.of(Long.toString(time), Long.toString(position));
        }

        static Row of(ResultSet row, String effectiveAt) throws SQLException {
            return new Row(
                    row.getLong("along"),
                    row.getLong("position"),
                    row.getString("transaction_id"),
                    row.getInt("posting"),
                    Columns.side(row),
                    Columns.number(row, "amount"),
                    row.getString("asset"),
                    row.getLong(effectiveAt),
                    Columns.instant(row, effectiveAt).toString(),
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
