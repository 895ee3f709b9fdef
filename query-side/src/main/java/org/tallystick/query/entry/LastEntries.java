package org.tallystick.query.entry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.StreamReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** The last entry of an account, which tells its counters: the later one of the two tables. */
public final class LastEntries {
    private static final int AT_ONCE = 1_000;
    private static final String DATED_COUNTERS =
            Rows.columns(Columns.COUNTERS).stream().map(column -> "d." + column).collect(Collectors.joining(", "));

    private final EntryIndex index;

    public LastEntries(EntryIndex index) {
        this.index = index;
    }

    /** An account that has entries, with its counters; null when it had none by then. */
    public record Counted(String ledger, String address, String asset, Counters counters) {}

    /** The counters of an account now; zero when it has no entry. */
    public Counters of(LedgerName ledger, Address address, Tables tables) {
        return before(EntryKey.LAST, ledger, address, tables);
    }

    /** The counters of an account now, with the row of the account if memory knows its last entry. */
    public StreamReads.Telling<Counters> telling(LedgerName ledger, Address address) {
        return new StreamReads.Telling<>() {
            @Override
            public Counters read(Tables tables) {
                return of(ledger, address, tables);
            }

            @Override
            public Optional<StreamReads.Beside<Counters>> beside(Tables tables, long position) {
                AccountKey account = new AccountKey(ledger.value(), address.value());
                return index.lastWritten(tables, account, position).map(last -> besideRow(account, last, tables));
            }
        };
    }

    private static StreamReads.Beside<Counters> besideRow(
            AccountKey account, EntryIndex.LastWritten last, Tables tables) {
        Later later = new Later(last.key().position(), dated(EntryKey.LAST, account, tables));
        List<Object> arguments = new ArrayList<>(List.of(last.folded(), later.span()));
        arguments.addAll(later.arguments());
        return new StreamReads.Beside<>(
                ", " + Later.COLUMNS,
                " JOIN " + tables.name(EntryIndex.FOLDED) + " f ON f.id = 1 AND f.position = ? JOIN "
                        + Later.entry(tables) + " ON e.span = ?" + later.join(tables),
                arguments,
                later::counters);
    }

    private static IndexWalk dated(EntryKey before, AccountKey account, Tables tables) {
        return EntryWalk.lastBefore(before).over(tables.name(EntryProjection.DATED_ENTRY), account, "recorded_at");
    }

    /**
     * The row of a plain entry, {@code e}, beside the last dated entry, {@code l}, if that is later.
     *
     * @param dated the walk to the last dated entry
     */
    private record Later(long plain, IndexWalk dated) {
        static final String COLUMNS =
                "e.entries, l.debits_posted, l.credits_posted, l.debits_pending, l.credits_pending";

        static String entry(Tables tables) {
            return tables.name(PlainEntries.TABLE) + " e";
        }

        long span() {
            return PlainEntryCodec.span(plain);
        }

        String join(Tables tables) {
            return " LEFT JOIN (" + dated.sql("position, " + Columns.COUNTERS, true, 1) + ") l ON l.position > ?";
        }

        /** Of the join. */
        List<Object> arguments() {
            List<Object> all = new ArrayList<>(List.of(dated.arguments()));
            all.add(plain);
            return all;
        }

        /** Null where the plain entry is not there. */
        Counters counters(ResultSet row) throws SQLException {
            if (Columns.number(row, "debits_posted") != null) {
                return Columns.counters(row);
            }
            PlainEntry entry = PlainEntries.in(row.getBytes("entries"), plain);
            return entry == null ? null : entry.counters();
        }
    }

    /** The counters of an account after the last entry before the key; else zero. */
    Counters before(EntryKey key, LedgerName ledger, Address address, Tables tables) {
        AccountKey account = new AccountKey(ledger.value(), address.value());
        List<EntryKey> plain = index.view(tables).walk(account, EntryWalk.lastBefore(key));
        IndexWalk dated = dated(key, account, tables);
        List<Counters> found;
        if (plain.isEmpty()) {
            found = tables.jdbc()
                    .query(
                            dated.sql(Columns.COUNTERS, true, 1),
                            (row, number) -> Columns.counters(row),
                            dated.arguments());
        } else {
            Later later = new Later(plain.get(0).position(), dated);
            List<Object> arguments = later.arguments();
            arguments.add(later.span());
            found = tables.jdbc()
                    .query(
                            "SELECT " + Later.COLUMNS + " FROM " + Later.entry(tables) + later.join(tables)
                                    + " WHERE e.span = ?",
                            (row, number) -> later.counters(row),
                            arguments.toArray());
        }
        return found.stream().findFirst().orElse(Counters.ZERO);
    }

    /**
     * The counters of several accounts now, in a few statements for all.
     *
     * @param addresses about a thousand at most
     */
    public Map<Address, Counters> of(LedgerName ledger, Collection<Address> addresses, Tables tables) {
        Map<Address, Counters> counters = new HashMap<>();
        addresses.forEach(address -> counters.put(address, Counters.ZERO));
        String accounts = "(SELECT CAST(? AS VARCHAR(63)) AS ledger, asked.address, '' AS asset"
                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS asked(address)) a";
        String sql = "SELECT " + selected("", tables) + " FROM " + withDated(accounts, "", tables);
        Object[] arguments = {
            ledger.value(), addresses.stream().map(Address::value).toArray(String[]::new)
        };
        for (Counted each : counted(sql, arguments, EntryKey.LAST, index.view(tables), tables)) {
            if (each.counters != null) {
                counters.put(new Address(each.address), each.counters);
            }
        }
        return counters;
    }

    /**
     * The accounts that a walk leads along, each with its counters after the last entry recorded by then.
     *
     * @param at in microseconds; null for now
     * @param walk along {@link EntryProjection#ENTRY_ACCOUNT}, {@code a}, from what it is given
     */
    List<Counted> read(Long at, int count, Function<String, IndexWalk> walk, Tables tables) {
        return read(at, count, walk, index.view(tables), tables);
    }

    private static List<Counted> read(
            Long at, int count, Function<String, IndexWalk> walk, EntryIndex.View view, Tables tables) {
        String byThen = at == null ? "" : " AND b.recorded_at <= ?";
        IndexWalk accounts = walk.apply(withDated(tables.name(EntryProjection.ENTRY_ACCOUNT) + " a", byThen, tables));
        List<Object> arguments = new ArrayList<>(at == null ? List.of() : List.of(at, at));
        Collections.addAll(arguments, accounts.arguments());
        return counted(
                accounts.sql(selected(byThen, tables), false, count),
                arguments.toArray(),
                at == null ? EntryKey.LAST : EntryKey.endOf(at),
                view,
                tables);
    }

    private static String selected(String byThen, Tables tables) {
        return "a.ledger, a.address, a.asset, d.position, " + DATED_COUNTERS + ", "
                + EntryIndex.lastBlock(tables, byThen) + " AS block";
    }

    private static String withDated(String accounts, String byThen, Tables tables) {
        String dated = tables.name(EntryProjection.DATED_ENTRY);
        return accounts + " LEFT JOIN " + dated + " d ON d.position = (SELECT b.position FROM " + dated
                + " b WHERE b.ledger = a.ledger AND b.address = a.address" + byThen
                + " ORDER BY b.ledger DESC, b.address DESC, b.recorded_at DESC, b.position DESC LIMIT 1)";
    }

    private static List<Counted> counted(
            String sql, Object[] arguments, EntryKey before, EntryIndex.View view, Tables tables) {
        List<Found> found = tables.jdbc().query(sql, (row, number) -> Found.of(row, before, view), arguments);
        Map<Long, Counters> plain = new HashMap<>();
        PlainEntries.at(
                found.stream().filter(Found::isPlain).map(Found::plain).toList(),
                tables,
                entry -> plain.put(entry.position(), entry.counters()));
        return found.stream().map(each -> each.counted(plain)).toList();
    }

    /**
     * The same of all accounts of a ledger under a prefix, one after the other, without those that had no entry.
     *
     * @param at in microseconds; null for now
     */
    public void forEach(String ledger, String prefix, Long at, Tables tables, Consumer<Counted> action) {
        int deepest = tables
                .jdbc()
                .queryForList(
                        "SELECT depth FROM " + tables.name(EntryProjection.ENTRY_ACCOUNT)
                                + " WHERE ledger = ? ORDER BY ledger DESC, depth DESC LIMIT 1",
                        Integer.class,
                        ledger)
                .stream()
                .findFirst()
                .orElse(0);
        EntryIndex.View view = index.view(tables);
        for (int depth = 1; depth <= deepest; depth++) {
            AccountRange range = new AccountRange(ledger, depth, prefix, "", "");
            List<Counted> page;
            do {
                page = read(at, AT_ONCE, range::walk, view, tables);
                page.stream().filter(each -> each.counters != null).forEach(action);
                range = range.behind(page);
            } while (page.size() == AT_ONCE);
        }
    }

    /** A row of the statement: the last entries of the account in both tables. */
    private record Found(AccountKey account, String asset, EntryKey last, Long dated, Counters datedCounters) {

        static Found of(ResultSet row, EntryKey before, EntryIndex.View view) throws SQLException {
            AccountKey account = new AccountKey(row.getString("ledger"), row.getString("address"));
            long dated = row.getLong("position");
            boolean isDated = !row.wasNull();
            return new Found(
                    account,
                    row.getString("asset"),
                    view.last(account, before, row.getBytes("block")),
                    isDated ? dated : null,
                    isDated ? Columns.counters(row) : null);
        }

        boolean isPlain() {
            return last != null && (dated == null || last.position() > dated);
        }

        long plain() {
            return last.position();
        }

        Counted counted(Map<Long, Counters> plain) {
            return new Counted(
                    account.ledger(), account.address(), asset, isPlain() ? plain.get(last.position()) : datedCounters);
        }
    }
}
