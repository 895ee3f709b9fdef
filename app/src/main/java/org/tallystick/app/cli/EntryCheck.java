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
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** Every row of the entries against its event, and the sums of each ledger and asset against all of them. */
final class EntryCheck {
    private final Tables tables;
    private final Consumer<String> differ;
    private final Map<String, Counters> totals = new TreeMap<>();
    private final Map<String, Counters> shifts = new TreeMap<>();

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
            long recordedAt,
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
                        Counters::plus);
                addShift(entry, Columns.day(right.recordedAt), Columns.day(right.effectiveAt));
            }
        }
        rows.forEach((position, row) -> differ.accept("entry at " + position + ": " + row + " without an event"));
    }

    private void addShift(AccountEntry entry, int recorded, int effective) {
        if (recorded != effective && entry.postedChange().signum() != 0) {
            String asset = entry.ledger() + " " + entry.asset();
            Counters taken =
                    Counters.ZERO.plusPosted(entry.side(), entry.postedChange().negate());
            shifts.merge(asset + " " + recorded, taken, Counters::plus);
            Counters added = Counters.ZERO.plusPosted(entry.side(), entry.postedChange());
            shifts.merge(asset + " " + effective, added, Counters::plus);
        }
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
                recordedAt,
                entry.effectiveAt() == null ? recordedAt : Columns.micros(entry.effectiveAt()),
                entry.counters());
    }

    private Map<Long, Row> rows(long after, long last) {
        Map<Long, Row> rows = new HashMap<>();
        addRows(rows, EntryProjection.ENTRY, "recorded_at", after, last);
        addRows(rows, EntryProjection.DATED_ENTRY, "effective_at", after, last);
        return rows;
    }

    private void addRows(Map<Long, Row> rows, String table, String effectiveAt, long after, long last) {
        tables.jdbc()
                .query(
                        "SELECT * FROM " + tables.name(table) + " WHERE position > ? AND position <= ?",
                        row -> {
                            LedgerName ledger = new LedgerName(row.getString("ledger"));
                            Row found = new Row(
                                    ledger.streamOf(new Address(row.getString("address"))),
                                    row.getString("transaction_id"),
                                    row.getInt("posting"),
                                    row.getString("side"),
                                    Columns.number(row, "amount"),
                                    Columns.number(row, "pending_change"),
                                    row.getLong("recorded_at"),
                                    row.getLong(effectiveAt),
                                    Columns.counters(row));
                            if (rows.put(row.getLong("position"), found) != null) {
                                differ.accept("entry at " + row.getLong("position") + ": there are two");
                            }
                        },
                        after,
                        last);
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
        Map<String, Counters> posted = new TreeMap<>(totals);
        posted.replaceAll((key, total) -> total.withoutPending());
        posted.values().removeIf(Counters.ZERO::equals);
        compare("sums by day", "ledger || ' ' || asset", withoutPending(EntryProjection.TRIAL_DAY), posted);
        compare(
                "shifts between days",
                "ledger || ' ' || asset || ' ' || on_day",
                withoutPending(EntryProjection.DAY_SHIFT),
                shifts);
        for (int depth = 1; depth <= EntryProjection.DEEPEST_PREFIX; depth++) {
            String below = "SELECT ledger, asset, " + Columns.COUNTERS + " FROM "
                    + tables.name(EntryProjection.PREFIX_SUM) + " WHERE depth = " + depth;
            String accounts = "SELECT a.ledger, a.asset, " + LastEntries.COUNTERS + " FROM "
                    + LastEntries.ofAccounts(tables)
                    + " WHERE a.depth <= " + depth;
            compare("sums of depth " + depth, "ledger || ' ' || asset", below + " UNION ALL " + accounts, totals);
        }
    }

    private String withoutPending(String table) {
        return "SELECT *, 0 AS debits_pending, 0 AS credits_pending FROM " + tables.name(table);
    }

    private void compare(String name, String key, String rows, Map<String, Counters> right) {
        Map<String, Counters> found = new TreeMap<>();
        tables.jdbc()
                .query(
                        "SELECT " + key + " AS summed, SUM(debits_posted) AS debits_posted, SUM(credits_posted) AS"
                                + " credits_posted, SUM(debits_pending) AS debits_pending, SUM(credits_pending) AS"
                                + " credits_pending FROM (" + rows + ") sums GROUP BY " + key,
                        row -> {
                            found.put(row.getString("summed"), Columns.counters(row));
                        });
        if (!found.equals(right)) {
            differ.accept(name + ": " + found + " in the read model, " + right + " by the events");
        }
    }
}
