package org.tallystick.query.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** The transactions that were made with an entry on an account, newest first: a way along its entries. */
public final class AccountTransactions {
    private static final int LARGEST_STEP = 1_000;
    private static final String COLUMNS = "position, recorded_at, transaction_id, pending_change";

    private final AccountKey account;
    private final Tables tables;
    private final EntryIndex.View view;
    private EntryWalk rest;

    /**
     * @param from the first time when they were recorded, or null
     * @param to the time before which they were recorded, or null
     * @param step how many entries are looked at first
     */
    public AccountTransactions(
            EntryIndex index, LedgerName ledger, Address address, Instant from, Instant to, int step, Tables tables) {
        this.account = new AccountKey(ledger.value(), address.value());
        this.tables = tables;
        this.view = index.view(tables);
        this.rest = new EntryWalk(
                from == null ? EntryKey.FIRST : EntryKey.beginOf(Columns.micros(from)),
                to == null ? EntryKey.LAST : EntryKey.beginOf(Columns.micros(to)),
                true,
                Math.min(step, LARGEST_STEP));
    }

    /** Skips what stands behind a position, which was recorded at this time. */
    public void beginBefore(long recordedAt, long position) {
        rest = rest.from(new EntryKey(recordedAt, position));
    }

    private record Entry(EntryKey key, String transaction, boolean creating) {}

    /** The identifiers of some more, some perhaps of those before again; null when there are no more. */
    public List<String> next() {
        if (rest == null) {
            return null;
        }
        List<Entry> entries = new ArrayList<>(plain());
        entries.addAll(dated());
        entries.sort(Comparator.comparing(Entry::key).reversed());
        List<Entry> some = entries.subList(0, Math.min(entries.size(), rest.count()));
        rest = some.size() < rest.count()
                ? null
                : rest.from(some.get(some.size() - 1).key).withCount(Math.min(2 * rest.count(), LARGEST_STEP));
        return some.stream()
                .filter(Entry::creating)
                .map(Entry::transaction)
                .distinct()
                .toList();
    }

    private List<Entry> plain() {
        List<Entry> found = new ArrayList<>();
        PlainEntries.at(
                view.walk(account, rest).stream().map(EntryKey::position).toList(),
                tables,
                entry -> found.add(new Entry(entry.key(), entry.transaction(), isCreating(entry.pendingChange()))));
        return found;
    }

    /** A hold that ends takes from what is pending; what a transaction begins with does not. */
    private static boolean isCreating(BigInteger pendingChange) {
        return pendingChange.signum() >= 0;
    }

    private List<Entry> dated() {
        IndexWalk walk = rest.over(tables.name(EntryProjection.DATED_ENTRY), account, "recorded_at");
        return tables.jdbc()
                .query(
                        walk.sql(COLUMNS, true, rest.count()),
                        (row, index) -> new Entry(
                                new EntryKey(row.getLong("recorded_at"), row.getLong("position")),
                                row.getString("transaction_id"),
                                isCreating(Columns.number(row, "pending_change"))),
                        walk.arguments());
    }
}
