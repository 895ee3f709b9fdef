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
import org.tallystick.query.projection.Columns;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * Compares the read models with the events, batch by batch, so that memory does not grow with the store: each entry row
 * must equal its event, each entry must follow from the one before it on its account, each account row must equal its
 * last entry and its daily sums, and debits must equal credits per ledger and asset.
 */
final class Verification {
    private static final int BATCH = 10_000;
    private static final int ACCOUNTS = 500;
    private static final String COUNTERS = "debits_posted, credits_posted, debits_pending, credits_pending";

    private final EventLog log;
    private final JdbcTemplate jdbc;
    private final PrintStream out;
    private final String entry;
    private final String account;
    private final String daily;
    private final Map<String, BigInteger> trial = new TreeMap<>();
    private long events;
    private long entries;
    private long opened;
    private long accounts;
    private long differences;

    Verification(EventLog log, JdbcTemplate jdbc, PrintStream out) {
        this.log = log;
        this.jdbc = jdbc;
        this.out = out;
        this.entry = "entry_v" + serving("entries");
        this.daily = "daily_sum_v" + serving("entries");
        this.account = "account_v" + serving("accounts");
    }

    private int serving(String projection) {
        Integer version = jdbc.queryForObject(
                "SELECT version FROM projection_version WHERE name = ? AND serving", Integer.class, projection);
        return version == null ? 0 : version;
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
        compare("number of entries", entries, count(entry));
        compare("number of accounts", opened, count(account));
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
                "SELECT position, ledger, address, amount, pending_change, side, " + COUNTERS + " FROM " + entry
                        + " WHERE position > ? AND position <= ?",
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
        Counters before =
                last.containsKey(event.stream()) ? last.get(event.stream()) : lastBefore(changed, event.position());
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
                    moved.side() == Side.DEBIT ? "D" : "C",
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

    /** Entry rows before this batch are known to equal their events. */
    private Counters lastBefore(AccountEvent event, long position) {
        List<Counters> found = jdbc.query(
                "SELECT " + COUNTERS + " FROM " + entry
                        + " WHERE ledger = ? AND address = ? AND position < ? ORDER BY position DESC LIMIT 1",
                (row, index) -> Columns.counters(row),
                event.ledger().value(),
                event.address().value(),
                position);
        return found.isEmpty() ? Counters.ZERO : found.get(0);
    }

    private void checkAccounts() {
        String ledger = "";
        String address = "";
        while (true) {
            List<Account> page = jdbc.query(
                    "SELECT ledger, address, " + COUNTERS + " FROM " + account
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
        List<Counters> last = jdbc.query(
                "SELECT " + COUNTERS + " FROM " + entry
                        + " WHERE ledger = ? AND address = ? ORDER BY position DESC LIMIT 1",
                (row, index) -> Columns.counters(row),
                found.ledger,
                found.address);
        Counters right = last.isEmpty() ? Counters.ZERO : last.get(0);
        if (!right.equals(found.counters)) {
            differ("account " + found.ledger + "/a/" + found.address + ": " + found.counters + " in the read model, "
                    + right + " by its entries");
        }
        jdbc.query(
                "SELECT COALESCE(SUM(debits_posted), 0) AS debits, COALESCE(SUM(credits_posted), 0) AS credits FROM "
                        + daily + " WHERE ledger = ? AND address = ?",
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
