package org.tallystick.query.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/**
 * The transactions that were made with an entry on one of some accounts, in the order of recording or against it: a way along
 * their entries.
 */
public final class AccountTransactions {
    private static final String COLUMNS = "position, recorded_at, transaction_id, pending_change";
    private static final Comparator<Entry> BY_KEY = Comparator.comparing(Entry::key);

    private final List<AccountKey> accounts;
    private final Tables tables;
    private final EntryIndex.View view;
    private EntryWalk rest;

    /**
     * @param from the first time when they were recorded, or null
     * @param to the time before which they were recorded, or null
     */
    public AccountTransactions(
            EntryIndex index,
            LedgerName ledger,
            List<Address> accounts,
            Instant from,
            Instant to,
            boolean descending,
            Tables tables) {
        this.accounts = accounts.stream()
                .map(address -> new AccountKey(ledger.value(), address.value()))
                .toList();
        this.tables = tables;
        this.view = index.view(tables);
        this.rest = new EntryWalk(
                from == null ? EntryKey.FIRST : EntryKey.beginOf(Columns.micros(from)),
                to == null ? EntryKey.LAST : EntryKey.beginOf(Columns.micros(to)),
                descending,
                1);
    }

    /** Skips what stands before a position in the order, which was recorded at this time. */
    public void beginBehind(long recordedAt, long position) {
        rest = rest.from(new EntryKey(recordedAt, position));
    }

    /**
     * What some entries tell.
     *
     * @param entries how many there were
     * @param transactions that were made with one of them, perhaps some of those before again
     * @param upTo the position of the last one; that from which the walk goes on
     */
    public record Some(int entries, List<String> transactions, long upTo) {}

    /** Those of some more entries, fewer than so many at the end. */
    public Some next(int most) {
        List<Entry> entries = entries(most);
        if (entries.isEmpty()) {
            return new Some(0, List.of(), 0);
        }
        EntryKey last = entries.get(entries.size() - 1).key;
        rest = rest.from(last);
        return new Some(entries.size(), transactions(entries), last.position());
    }

    /** How far as many entries would go; it names no transactions. */
    public Some ahead(int most) {
        List<Entry> entries = entries(most);
        return new Some(
                entries.size(),
                List.of(),
                entries.isEmpty() ? 0 : entries.get(entries.size() - 1).key.position());
    }

    /** @param transaction that it has created, null for none or where it is not known yet */
    private record Entry(EntryKey key, boolean dated, String transaction) {}

    private List<Entry> entries(int most) {
        EntryWalk walk = rest.withCount(most);
        List<Entry> entries = new ArrayList<>();
        for (AccountKey account : accounts) {
            view.walk(account, walk).forEach(key -> entries.add(new Entry(key, false, null)));
            entries.addAll(dated(account, walk));
        }
        entries.sort(walk.descending() ? BY_KEY.reversed() : BY_KEY);
        return entries.subList(0, Math.min(entries.size(), most));
    }

    private List<String> transactions(List<Entry> entries) {
        Map<Long, String> plain = new HashMap<>();
        PlainEntries.at(
                entries.stream()
                        .filter(entry -> !entry.dated)
                        .map(entry -> entry.key.position())
                        .toList(),
                tables,
                entry -> plain.put(entry.position(), isCreating(entry.pendingChange()) ? entry.transaction() : null));
        return entries.stream()
                .map(entry -> entry.dated ? entry.transaction : plain.get(entry.key.position()))
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** A hold that ends takes from what is pending; what a transaction begins with does not. */
    private static boolean isCreating(BigInteger pendingChange) {
        return pendingChange.signum() >= 0;
    }

    private List<Entry> dated(AccountKey account, EntryWalk way) {
        var walk = way.over(tables.name(EntryProjection.DATED_ENTRY), account, "recorded_at");
        return tables.jdbc()
                .query(
                        walk.sql(COLUMNS, way.descending(), way.count()),
                        (row, index) -> new Entry(
                                new EntryKey(row.getLong("recorded_at"), row.getLong("position")),
                                true,
                                isCreating(Columns.number(row, "pending_change"))
                                        ? row.getString("transaction_id")
                                        : null),
                        walk.arguments());
    }
}
