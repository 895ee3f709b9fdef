package org.tallystick.app.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.tallystick.events.AccountEvent;
import org.tallystick.events.EventLog;
import org.tallystick.events.LedgerEvent;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.entry.AccountKey;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PlainEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionEngine;
import org.tallystick.query.projection.Tables;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.values.AccountState;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.LedgerState;

/**
 * Compares the events with themselves, and the read models with the events, batch by batch, so that memory does not grow
 * with the store, but for its ledgers. What is right follows from the events alone: each must continue the one before it on
 * its stream, the entries of a transaction must balance, and each row of a read model must say what its events say.
 */
final class Verification {
    private static final int PAGE = 500;

    private final ReadableEvents readable;
    private final Consumer<String> out;
    private final JdbcTemplate jdbc;
    private final Tables entryTables;
    private final Tables accountTables;
    private final Tables ledgerTables;
    private final AccountHistories histories;
    private final LastEntries lastEntries;
    private final EntryCheck entries;
    private final TransactionCheck transactions;
    private final PaymentCheck payments;
    private final Map<LedgerName, LedgerState> ledgers = new HashMap<>();
    private long events;
    private long opened;
    private long accounts;
    private long differences;

    /** @param out is told each difference */
    Verification(EventLog log, ProjectionEngine engine, Consumer<String> out) {
        this.readable = new ReadableEvents(log, this::differ);
        this.out = out;
        this.entryTables = engine.serving(EntryProjection.NAME);
        this.accountTables = engine.serving(AccountProjection.NAME);
        this.ledgerTables = engine.serving(LedgerProjection.NAME);
        this.jdbc = entryTables.jdbc();
        this.histories = new AccountHistories(log);
        this.lastEntries = new LastEntries(new EntryIndex());
        this.entries = new EntryCheck(entryTables, lastEntries, this::differ);
        this.transactions = new TransactionCheck(engine.serving(TransactionProjection.NAME), this::differ);
        this.payments = new PaymentCheck(log, engine.serving(PaymentProjection.NAME), this::differ);
    }

    /** @return the number of differences */
    long run() {
        checkEvents();
        entries.compareTotals();
        if (entries.damaged()) {
            out.accept(
                    "Accounts, ledgers, payments, sums and numbers of rows were not compared, since not all entries of"
                            + " the read model can be read.");
            return differences;
        }
        checkAccounts();
        if (readable.complete()) {
            compareWholes();
        } else {
            out.accept(
                    "Ledgers, payments, sums and numbers of rows were not compared, since not all events can be read.");
        }
        return differences;
    }

    private void compareWholes() {
        checkLedgers();
        compare("ledgers", ledgers.size(), count(ledgerTables.name(LedgerProjection.LEDGER)));
        compare("accounts", opened, count(accountTables.name(AccountProjection.ACCOUNT)));
        entries.compareBlocks();
        entries.compareSums();
        transactions.compareCounts();
        payments.compare();
    }

    private long count(String table) {
        Long rows = jdbc.queryForObject("SELECT COUNT(*) FROM " + table, Long.class);
        return rows == null ? 0 : rows;
    }

    private void compare(String what, long right, long found) {
        if (right != found) {
            differ("number of " + what + ": " + found + " in the read model, " + right + " by the events");
        }
    }

    private void checkEvents() {
        for (List<RecordedEvent> batch = readable.next(); !batch.isEmpty(); batch = readable.next()) {
            for (RecordedEvent event : batch) {
                if (event.payload() instanceof AccountEvent account) {
                    checkHistory(event, account);
                    opened += event.sequence() == 0 ? 1 : 0;
                } else if (event.payload() instanceof LedgerEvent changed) {
                    ledgers.put(changed.ledger(), changed.state());
                }
            }
            long after = batch.get(0).position() - 1;
            entries.check(batch, after, after + batch.size());
            transactions.check(batch, after, after + batch.size());
            payments.check(batch);
            events += batch.size();
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
            differ("event at " + event.position() + " of " + event.stream() + ": number " + event.sequence()
                    + ", recomputed " + sequence);
        }
        Counters right = AccountHistories.countersAfter(before, account);
        if (!right.equals(account.counters())) {
            differ("event at " + event.position() + " of " + event.stream() + ": counters " + account.counters()
                    + ", recomputed " + right);
        }
        histories.happened(event, account);
    }

    private void checkLedgers() {
        jdbc.query("SELECT * FROM " + ledgerTables.name(LedgerProjection.LEDGER), row -> {
            LedgerName name = new LedgerName(row.getString("ledger"));
            LedgerState found = new LedgerState(
                    row.getString("title"),
                    Columns.metadata(row.getString("metadata")),
                    Columns.instant(row, "locked_before"));
            LedgerState right = ledgers.get(name);
            if (!found.equals(right)) {
                differ("ledger " + name + ": " + found + " in the read model, " + right + " by its events");
            }
        });
    }

    private void checkAccounts() {
        String ledger = "";
        String address = "";
        Map<String, Long> damaged = damagedEntries();
        while (true) {
            List<Row> page = jdbc.query(
                    "SELECT * FROM " + accountTables.name(AccountProjection.ACCOUNT)
                            + " WHERE ledger > ? OR (ledger = ? AND address > ?) ORDER BY ledger, address LIMIT "
                            + PAGE,
                    (row, index) -> new Row(
                            row.getString("ledger"),
                            row.getString("address"),
                            AccountProjection.state(row, Counters.ZERO),
                            row.getLong("position")),
                    ledger,
                    ledger,
                    address);
            check(page, damaged);
            accounts += page.size();
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
            Map<Address, Counters> counters = lastEntries.of(
                    new LedgerName(ledger),
                    rows.stream().map(row -> new Address(row.address)).toList(),
                    entryTables);
            for (Row row : rows) {
                long damagedEntry = damagedEntries.getOrDefault(new AccountKey(ledger, row.address).stream(), 0L);
                boolean damaged = damagedEntry > row.position || readable.isDamaged(row.position);
                check(row, row.state.withCounters(counters.get(new Address(row.address))), damaged);
            }
        });
    }

    /** @param damaged whether the last event of the account cannot be read, though the read models know it */
    private void check(Row found, AccountState state, boolean damaged) {
        String stream = new AccountKey(found.ledger, found.address).stream();
        AccountHistories.Last last = histories.last(stream);
        if (!readable.complete() && (last == null || !last.whole() || damaged)) {
            out.accept("account " + stream + " was not compared, since not all of its events can be read.");
            return;
        }
        AccountState right = last == null ? null : last.state();
        if (!state.equals(right)) {
            differ("account " + stream + ": " + state + " in the read model, " + right + " by its events");
        }
        jdbc.query(
                "SELECT COALESCE(SUM(debits_posted), 0) AS debits, COALESCE(SUM(credits_posted), 0) AS credits FROM "
                        + entryTables.name(EntryProjection.DAY_SHIFT) + " WHERE ledger = ? AND address = ?",
                row -> {
                    if (Columns.number(row, "debits").signum() != 0
                            || Columns.number(row, "credits").signum() != 0) {
                        differ("the shifts between days of " + stream + " do not cancel out");
                    }
                },
                found.ledger,
                found.address);
    }

    private void differ(String what) {
        differences++;
        out.accept(what);
    }

    long events() {
        return events;
    }

    long accounts() {
        return accounts;
    }

    private record Row(String ledger, String address, AccountState state, long position) {}
}
