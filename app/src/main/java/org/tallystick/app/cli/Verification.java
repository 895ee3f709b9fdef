package org.tallystick.app.cli;

import java.io.PrintStream;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.AccountEvent;
import org.tallystick.events.EventLog;
import org.tallystick.events.EventLogException;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.PastCounters;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionEngine;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/**
 * Compares the read models with the events, batch by batch, so that memory does not grow with the store: each entry row
 * must equal its event, each entry must follow from the one before it on its account, each account row must equal its
 * last entry and its daily sums, and debits must equal credits per ledger and asset.
 */
final class Verification {
    private static final int BATCH = 10_000;
    private static final int ACCOUNTS = 500;

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final PrintStream out;
    private final Tables entryTables;
    private final Tables accountTables;
    private final Map<String, BigInteger> trial = new TreeMap<>();
    private long events;
    private long entries;
    private long opened;
    private long accounts;
    private long differences;

    Verification(EventLog log, ProjectionEngine engine, PrintStream out) {
        this.log = log;
        this.out = out;
        this.entryTables = engine.serving(EntryProjection.NAME);
        this.accountTables = engine.serving(AccountProjection.NAME);
        this.jdbc = entryTables.jdbc();
    }

    /** @return the number of differences, each printed on a line */
    long run() {
        try {
            checkEvents();
        } catch (EventLogException e) {
            differ("the journal is damaged: " + e.getMessage());
            return differences;
        }
        trial.forEach((key, balance) -> {
            if (balance.signum() != 0) {
                differ("ledger and asset " + key + ": debits exceed credits by " + balance);
            }
        });
        compare("number of entries", entries, count(entryTables.name(EntryProjection.ENTRY)));
        compare("number of accounts", opened, count(accountTables.name(AccountProjection.ACCOUNT)));
        checkAccounts();
        return differences;
    }

    private long count(String table) {
        Long rows = jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return rows == null ? 0 : rows;
    }

    private void compare(String what, long right, long found) {
        if (right != found) {
            differ(what + ": " + found + " in the read model, " + right + " by the events");
        }
    }

    private void checkEvents() {
        for (List<RecordedEvent> batch = log.read(0, BATCH); !batch.isEmpty(); batch = log.read(events, BATCH)) {
            Map<Long, Row> rows = rows(events, events + batch.size());
            Map<String, Counters> last = new HashMap<>();
            for (RecordedEvent event : batch) {
                if (event.payload() instanceof AccountEvent changed) {
                    check(event, changed, rows, last);
                }
            }
            events += batch.size();
        }
    }

    private Map<Long, Row> rows(long after, long last) {
        Map<Long, Row> rows = new HashMap<>();
        jdbc.query(
                "SELECT position, ledger, address, amount, pending_change, side, " + Columns.COUNTERS + " FROM "
                        + entryTables.name(EntryProjection.ENTRY) + " WHERE position > ? AND position <= ?",
                row -> {
                    rows.put(
                            row.getLong("position"),
                            new Row(
                                    row.getString("ledger") + "/a/" + row.getString("address"),
                                    row.getString("side"),
                                    Columns.number(row, "amount"),
                                    Columns.number(row, "pending_change"),
                                    Columns.counters(row)));
                },
                after,
                last);
        return rows;
    }

    private void check(RecordedEvent event, AccountEvent changed, Map<Long, Row> rows, Map<String, Counters> last) {
        // Entry rows before this batch are known to equal their events.
        Counters before = last.containsKey(event.stream())
                ? last.get(event.stream())
                : last(changed.ledger(), changed.address(), event.position() - 1);
        Counters right = before;
        if (changed instanceof AccountEntry moved) {
            entries++;
            right = before.plusPosted(moved.side(), moved.postedChange())
                    .plusPending(moved.side(), moved.pendingChange());
            String key = moved.ledger() + " " + moved.asset();
            BigInteger signed = moved.side() == Side.DEBIT
                    ? moved.postedChange()
                    : moved.postedChange().negate();
            trial.merge(key, signed, BigInteger::add);
            Row wanted = new Row(
                    event.stream(),
                    Columns.side(moved.side()),
                    moved.postedChange(),
                    moved.pendingChange(),
                    moved.counters());
            if (!wanted.equals(rows.get(event.position()))) {
                differ("entry at " + event.position() + " of " + event.stream() + ": " + rows.get(event.position())
                        + " in the read model, " + wanted + " by the events");
            }
        } else if (event.sequence() == 0) {
            opened++;
        }
        if (!right.equals(changed.counters())) {
            differ("event at " + event.position() + " of " + event.stream() + ": counters " + changed.counters()
                    + ", recomputed " + right);
        }
        last.put(event.stream(), changed.counters());
    }

    private void checkAccounts() {
        String ledger = "";
        String address = "";
        while (true) {
            List<Account> page = jdbc.query(
                    "SELECT ledger, address, " + Columns.COUNTERS + " FROM "
                            + accountTables.name(AccountProjection.ACCOUNT)
                            + " WHERE ledger > ? OR (ledger = ? AND address > ?) ORDER BY ledger, address LIMIT "
                            + ACCOUNTS,
                    (row, index) -> new Account(row.getString(1), row.getString(2), Columns.counters(row)),
                    ledger,
                    ledger,
                    address);
            page.forEach(this::check);
            accounts += page.size();
            if (page.size() < ACCOUNTS) {
                return;
            }
            ledger = page.get(ACCOUNTS - 1).ledger;
            address = page.get(ACCOUNTS - 1).address;
        }
    }

    private void check(Account found) {
        Counters right = last(new LedgerName(found.ledger), new Address(found.address), Long.MAX_VALUE);
        if (!right.equals(found.counters)) {
            differ("account " + found.ledger + "/a/" + found.address + ": " + found.counters + " in the read model, "
                    + right + " by its entries");
        }
        jdbc.query(
                "SELECT COALESCE(SUM(debits_posted), 0) AS debits, COALESCE(SUM(credits_posted), 0) AS credits FROM "
                        + entryTables.name(EntryProjection.DAILY_SUM) + " WHERE ledger = ? AND address = ?",
                row -> {
                    if (!Columns.number(row, "debits").equals(right.debitsPosted())
                            || !Columns.number(row, "credits").equals(right.creditsPosted())) {
                        differ("daily sums of " + found.ledger + "/a/" + found.address
                                + " do not add up to its entries");
                    }
                },
                found.ledger,
                found.address);
    }

    private Counters last(LedgerName ledger, Address address, long position) {
        return PastCounters.recorded(ledger, address, position, entryTables);
    }

    private void differ(String what) {
        differences++;
        out.println(what);
    }

    long events() {
        return events;
    }

    long accounts() {
        return accounts;
    }

    private record Row(String stream, String side, BigInteger posted, BigInteger pending, Counters counters) {}

    private record Account(String ledger, String address, Counters counters) {}
}
