package org.tallystick.app.cli;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Every row of the entries against its event, and the sums of each ledger and asset against all of them. */
final class EntryCheck {
    private final Tables tables;
    private final Consumer<String> differ;
    private final Map<String, Counters> totals = new TreeMap<>();

    EntryCheck(Tables tables, Consumer<String> differ) {
        this.tables = tables;
        this.differ = differ;
    }

    private record Row(
            String stream,
            String transaction,
            int posting,
            String side,
            BigInteger posted,
            BigInteger pending,
            long effectiveAt,
            Counters counters) {}

    /** @param after the position before the first event */
    void check(List<RecordedEvent> events, long after, long last) {
        Map<Long, Row> rows = rows(after, last);
        for (RecordedEvent event : events) {
            if (event.payload() instanceof AccountEntry entry) {
                Row right = row(event, entry);
                Row found = rows.remove(event.position());
                if (!right.equals(found)) {
                    differ.accept("entry at " + event.position() + ": " + found + " in the read model, " + right
                            + " by the events");
                }
                totals.merge(
                        entry.ledger() + " " + entry.asset(),
                        Counters.ZERO
                                .plusPosted(entry.side(), entry.postedChange())
                                .plusPending(entry.side(), entry.pendingChange()),
                        EntryCheck::plus);
            }
        }
        rows.forEach((position, row) -> differ.accept("entry at " + position + ": " + row + " without an event"));
    }

    private static Counters plus(Counters one, Counters other) {
        return one.plusPosted(Side.DEBIT, other.debitsPosted())
                .plusPosted(Side.CREDIT, other.creditsPosted())
                .plusPending(Side.DEBIT, other.debitsPending())
                .plusPending(Side.CREDIT, other.creditsPending());
    }

    private static Row row(RecordedEvent event, AccountEntry entry) {
        long recordedAt = Columns.micros(event.recordedAt());
        return new Row(
                event.stream(),
                entry.transaction().value(),
                entry.posting(),
                Columns.side(entry.side()),
                entry.postedChange(),
                entry.pendingChange(),
                entry.effectiveAt() == null ? recordedAt : Columns.micros(entry.effectiveAt()),
                entry.counters());
    }

    private Map<Long, Row> rows(long after, long last) {
        Map<Long, Row> rows = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT * FROM " + tables.name(EntryProjection.ENTRY) + " WHERE position > ? AND position <= ?",
                        row -> {
                            LedgerName ledger = new LedgerName(row.getString("ledger"));
                            rows.put(
                                    row.getLong("position"),
                                    new Row(
                                            ledger.streamOf(new Address(row.getString("address"))),
                                            row.getString("transaction_id"),
                                            row.getInt("posting"),
                                            row.getString("side"),
                                            Columns.number(row, "amount"),
                                            Columns.number(row, "pending_change"),
                                            row.getLong("effective_at"),
                                            Columns.counters(row)));
                        },
                        after,
                        last);
        return rows;
    }

    /** That all that was debited was credited, by the events. */
    void compareTotals() {
        totals.forEach((key, total) -> {
            if (!total.debitsPosted().equals(total.creditsPosted())) {
                differ.accept("ledger and asset " + key + ": " + total.debitsPosted() + " debited, "
                        + total.creditsPosted() + " credited");
            }
        });
    }

    /** The sums by day and by prefix, each as a whole, after all events. */
    void compareSums() {
        compare(
                "sums by day",
                "SELECT *, 0 AS debits_pending, 0 AS credits_pending FROM " + tables.name(EntryProjection.TRIAL_DAY),
                false);
        for (int depth = 1; depth <= EntryProjection.DEEPEST_PREFIX; depth++) {
            String columns = "ledger, a.asset, " + Columns.COUNTERS;
            String below = "SELECT a." + columns + " FROM " + tables.name(EntryProjection.PREFIX_SUM)
                    + " a WHERE depth = " + depth;
            String accounts = "SELECT a." + columns + " FROM " + EntryProjection.accountsWithLastEntry(tables)
                    + " WHERE a.depth <= " + depth;
            compare("sums of depth " + depth, below + " UNION ALL " + accounts, true);
        }
    }

    private void compare(String name, String rows, boolean withPending) {
        Map<String, Counters> found = new TreeMap<>();
        tables.jdbc()
                .query(
                        "SELECT ledger, asset, SUM(debits_posted) AS debits_posted, SUM(credits_posted) AS"
                                + " credits_posted, SUM(debits_pending) AS debits_pending, SUM(credits_pending) AS"
                                + " credits_pending FROM (" + rows + ") sums GROUP BY ledger, asset",
                        row -> {
                            found.put(row.getString(1) + " " + row.getString(2), Columns.counters(row));
                        });
        Map<String, Counters> right = new TreeMap<>(totals);
        if (!withPending) {
            right.replaceAll((key, total) ->
                    new Counters(total.debitsPosted(), total.creditsPosted(), BigInteger.ZERO, BigInteger.ZERO));
        }
        if (!found.equals(right)) {
            differ.accept(name + ": " + found + " in the read model, " + right + " by the events");
        }
    }
}
