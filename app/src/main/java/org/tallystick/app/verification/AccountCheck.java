package org.tallystick.app.verification;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.AccountEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.entry.AccountKey;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** That the events of an account continue each other, and every account as it is shown against its events. */
final class AccountCheck {
    private static final int PAGE = 500;

    private final AccountHistories histories;
    private final ReadableEvents readable;
    private final Tables tables;
    private final Tables entryTables;
    private final JdbcTemplate jdbc;
    private final LastEntries lastEntries;
    private final Consumer<String> differ;
    private final Consumer<String> notCompared;
    private long opened;
    private long compared;

    AccountCheck(
            AccountHistories histories,
            ReadableEvents readable,
            Tables tables,
            Tables entryTables,
            LastEntries lastEntries,
            Consumer<String> differ,
            Consumer<String> notCompared) {
        this.histories = histories;
        this.readable = readable;
        this.tables = tables;
        this.entryTables = entryTables;
        this.jdbc = tables.jdbc();
        this.lastEntries = lastEntries;
        this.differ = differ;
        this.notCompared = notCompared;
    }

    void check(List<RecordedEvent> events) {
        for (RecordedEvent event : events) {
            if (event.payload() instanceof AccountEvent account) {
                checkHistory(event, account);
                opened += event.sequence() == 0 ? 1 : 0;
            }
        }
    }

    private void checkHistory(RecordedEvent event, AccountEvent account) {
        AccountHistories.Last before = histories.before(event);
        long sequence = before == null ? 0 : before.sequence() + 1;
        if (event.sequence() > sequence && !readable.complete()) {
            histories.happened(event, account);
            return;
        }
        if (event.sequence() != sequence) {
            differ.accept("event at " + event.position() + " of " + event.stream() + ": number " + event.sequence()
                    + ", recomputed " + sequence);
        }
        Counters right = AccountHistories.countersAfter(before, account);
        if (!right.equals(account.counters())) {
            differ.accept("event at " + event.position() + " of " + event.stream() + ": counters " + account.counters()
                    + ", recomputed " + right);
        }
        histories.happened(event, account);
    }

    /** After all events. */
    void compareCount() {
        RowCount.compare("accounts", opened, AccountProjection.ACCOUNT, tables, differ);
    }

    /** How many accounts the read model has. */
    long compared() {
        return compared;
    }

    /** Every account of the read model, after all events. */
    void compare() {
        String ledger = "";
        String address = "";
        Map<String, Long> damaged = damagedEntries();
        while (true) {
            List<Row> page = jdbc.query(
                    "SELECT * FROM " + tables.name(AccountProjection.ACCOUNT)
                            + " WHERE ledger > ? OR (ledger = ? AND address > ?) ORDER BY ledger, address LIMIT "
                            + PAGE,
                    (row, index) -> new Row(
                            row.getString("ledger"),
                            row.getString("address"),
                            AccountProjection.state(row, Counters.ZERO),
                            row.getLong("position"),
                            row.getLong("stream_sequence")),
                    ledger,
                    ledger,
                    address);
            check(page, damaged);
            compared += page.size();
            if (page.size() < PAGE) {
                return;
            }
            ledger = page.get(PAGE - 1).ledger;
            address = page.get(PAGE - 1).address;
        }
    }

    /** By stream, the positions of the last entries of accounts that were made of events that cannot be read now. */
    private Map<String, Long> damagedEntries() {
        Map<String, Long> last = new HashMap<>();
        readable.damage().forEach((from, to) -> {
            PlainEntries.between(from - 1, to, entryTables, entry -> {
                last.merge(entry.account().stream(), entry.position(), Math::max);
            });
            jdbc.query(
                    "SELECT ledger, address, MAX(position) AS position FROM "
                            + entryTables.name(EntryProjection.DATED_ENTRY)
                            + " WHERE position >= ? AND position <= ? GROUP BY ledger, address",
                    row -> {
                        String stream = new AccountKey(row.getString("ledger"), row.getString("address")).stream();
                        last.merge(stream, row.getLong("position"), Math::max);
                    },
                    from,
                    to);
        });
        return last;
    }

    /** The accounts as they are shown: with the counters of their last entries. */
    private void check(List<Row> page, Map<String, Long> damagedEntries) {
        Map<String, List<Row>> byLedger =
                page.stream().collect(Collectors.groupingBy(Row::ledger, LinkedHashMap::new, Collectors.toList()));
        byLedger.forEach((ledger, rows) -> {
            Map<Address, LastEntries.Last> last = lastEntries.of(
                    new LedgerName(ledger),
                    rows.stream().map(row -> new Address(row.address)).toList(),
                    entryTables);
            for (Row row : rows) {
                long damagedEntry = damagedEntries.getOrDefault(new AccountKey(ledger, row.address).stream(), 0L);
                boolean damaged = damagedEntry > row.position || readable.isDamaged(row.position);
                check(row, last.get(new Address(row.address)), damaged);
            }
        });
    }

    /** @param damaged whether the last event of the account cannot be read, though the read models know it */
    private void check(Row found, LastEntries.Last lastEntry, boolean damaged) {
        AccountState state = found.state.withCounters(lastEntry.counters());
        long version = Math.max(found.sequence, lastEntry.sequence());
        String stream = new AccountKey(found.ledger, found.address).stream();
        AccountHistories.Last last = histories.last(stream);
        if (!readable.complete() && (last == null || !last.whole() || damaged)) {
            notCompared.accept("account " + stream + " was not compared, since not all of its events can be read.");
            return;
        }
        AccountState right = last == null ? null : last.state();
        if (!state.equals(right)) {
            differ.accept("account " + stream + ": " + state + " in the read model, " + right + " by its events");
        }
        if (last != null && version != last.sequence()) {
            differ.accept("account " + stream + ": version " + version + " in the read model, " + last.sequence()
                    + " by its events");
        }
        jdbc.query(
                "SELECT COALESCE(SUM(debits_posted), 0) AS debits, COALESCE(SUM(credits_posted), 0) AS credits FROM "
                        + entryTables.name(EntryProjection.DAY_SHIFT) + " WHERE ledger = ? AND address = ?",
                row -> {
                    if (Columns.number(row, "debits").signum() != 0
                            || Columns.number(row, "credits").signum() != 0) {
                        differ.accept("the shifts between days of " + stream + " do not cancel out");
                    }
                },
                found.ledger,
                found.address);
    }

    private record Row(String ledger, String address, AccountState state, long position, long sequence) {}
}
