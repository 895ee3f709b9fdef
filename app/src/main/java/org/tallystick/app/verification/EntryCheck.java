package org.tallystick.app.verification;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tallystick.events.AccountEntry;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.entry.AccountKey;
import org.tallystick.query.entry.EntryBlocks;
import org.tallystick.query.entry.EntryOrigin;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Counters;

/** Every row of the entries against its event, and the sums of each ledger and asset against all of them. */
final class EntryCheck {
    private final Tables tables;
    private final LastEntries lastEntries;
    private final Consumer<String> differ;
    private final Map<String, Counters> totals = new TreeMap<>();
    private final Map<String, Counters> shifts = new TreeMap<>();
    private final long folded;
    private long fingerprint;
    private boolean damaged;

    EntryCheck(Tables tables, LastEntries lastEntries, Consumer<String> differ) {
        this.tables = tables;
        this.lastEntries = lastEntries;
        this.differ = differ;
        this.folded = EntryBlocks.folded(tables);
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
            Counters counters,
            long sequence,
            EntryOrigin origin) {}

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
                if (right.recordedAt == right.effectiveAt && event.position() <= folded) {
                    fingerprint += EntryBlocks.fingerprint(
                            entry.ledger().value(), entry.address().value(), right.recordedAt, event.position());
                }
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
                entry.counters(),
                event.sequence(),
                EntryOrigin.of(event));
    }

    private Map<Long, Row> rows(long after, long last) {
        Map<Long, Row> rows = new HashMap<>();
        try {
            PlainEntries.between(
                    after,
                    last,
                    tables,
                    entry -> add(
                            rows,
                            entry.position(),
                            new Row(
                                    entry.account().stream(),
                                    entry.transaction(),
                                    entry.posting(),
                                    Columns.side(entry.side()),
                                    entry.amount(),
                                    entry.pendingChange(),
                                    entry.recordedAt(),
                                    entry.recordedAt(),
                                    entry.counters(),
                                    entry.sequence(),
                                    entry.origin())));
        } catch (IllegalStateException e) {
            damaged = true;
            differ.accept(e.getMessage());
        }
        tables.jdbc()
                .query(
                        "SELECT * FROM " + tables.name(EntryProjection.DATED_ENTRY)
                                + " WHERE position > ? AND position <= ?",
                        row -> {
                            Row found = new Row(
                                    new AccountKey(row.getString("ledger"), row.getString("address")).stream(),
                                    row.getString("transaction_id"),
                                    row.getInt("posting"),
                                    row.getString("side"),
                                    Columns.number(row, "amount"),
                                    Columns.number(row, "pending_change"),
                                    row.getLong("recorded_at"),
                                    row.getLong("effective_at"),
                                    Columns.counters(row),
                                    row.getLong("stream_sequence"),
                                    new EntryOrigin(row.getString("actor"), row.getString("request_id")));
                            add(rows, row.getLong("position"), found);
                        },
                        after,
                        last);
        return rows;
    }

    private void add(Map<Long, Row> rows, long position, Row found) {
        if (rows.put(position, found) != null) {
            differ.accept("entry at " + position + ": there are two");
        }
    }

    /** Whether rows of the read model were met that cannot be read. */
    boolean damaged() {
        return damaged;
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

    /** That the entries are found by account. */
    void compareBlocks() {
        if (EntryBlocks.fingerprintOfBlocks(ledgers(), tables) != fingerprint) {
            differ.accept("the blocks by which the entries of an account are found are not those of the entries");
        }
    }

    private List<String> ledgers() {
        return tables.jdbc()
                .queryForList(
                        "SELECT DISTINCT ledger FROM " + tables.name(EntryProjection.ENTRY_ACCOUNT), String.class);
    }

    /** The sums by day and by prefix, each as a whole, after all events. */
    void compareSums() {
        Map<String, Counters> posted = new TreeMap<>(totals);
        posted.replaceAll((key, total) -> total.withoutPending());
        posted.values().removeIf(Counters.ZERO::equals);
        compare("sums by day", sums("ledger || ' ' || asset", withoutPending(EntryProjection.TRIAL_DAY)), posted);
        compare(
                "shifts between days",
                sums("ledger || ' ' || asset || ' ' || on_day", withoutPending(EntryProjection.DAY_SHIFT)),
                shifts);
        List<Map<String, Counters>> byDepth = accountsByDepth();
        Map<String, Counters> accounts = new TreeMap<>();
        for (int depth = 1; depth <= EntryProjection.DEEPEST_PREFIX; depth++) {
            byDepth.get(depth - 1).forEach((key, sum) -> accounts.merge(key, sum, Counters::plus));
            Map<String, Counters> found = sums(
                    "ledger || ' ' || asset",
                    "SELECT ledger, asset, " + Columns.COUNTERS + " FROM " + tables.name(EntryProjection.PREFIX_SUM)
                            + " WHERE depth = " + depth);
            accounts.forEach((key, sum) -> found.merge(key, sum, Counters::plus));
            compare("sums of depth " + depth, found, totals);
        }
    }

    /** The sums of the last entries of accounts with one segment, with two, and so on. */
    private List<Map<String, Counters>> accountsByDepth() {
        List<Map<String, Counters>> sums = new ArrayList<>();
        for (int depth = 1; depth <= EntryProjection.DEEPEST_PREFIX; depth++) {
            sums.add(new TreeMap<>());
        }
        for (String ledger : ledgers()) {
            lastEntries.forEach(ledger, "", null, tables, account -> {
                int segments = account.address().split(":").length;
                if (segments <= sums.size()) {
                    sums.get(segments - 1).merge(ledger + " " + account.asset(), account.counters(), Counters::plus);
                }
            });
        }
        return sums;
    }

    private String withoutPending(String table) {
        return "SELECT *, 0 AS debits_pending, 0 AS credits_pending FROM " + tables.name(table);
    }

    private Map<String, Counters> sums(String key, String rows) {
        Map<String, Counters> found = new TreeMap<>();
        tables.jdbc()
                .query(
                        "SELECT " + key + " AS summed, SUM(debits_posted) AS debits_posted, SUM(credits_posted) AS"
                                + " credits_posted, SUM(debits_pending) AS debits_pending, SUM(credits_pending) AS"
                                + " credits_pending FROM (" + rows + ") sums GROUP BY " + key,
                        row -> {
                            found.put(row.getString("summed"), Columns.counters(row));
                        });
        return found;
    }

    private void compare(String name, Map<String, Counters> found, Map<String, Counters> right) {
        if (!found.equals(right)) {
            differ.accept(name + ": " + found + " in the read model, " + right + " by the events");
        }
    }
}
