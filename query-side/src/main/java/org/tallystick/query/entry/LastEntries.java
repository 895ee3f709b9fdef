package org.tallystick.query.entry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Rows;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** The last entry of an account, which tells its counters: the later one of the two tables. */
public final class LastEntries {
    /** The counters of an account {@code a} of {@link #ofAccounts}, under the names of their columns. */
    public static final String COUNTERS = Rows.columns(Columns.COUNTERS).stream()
            .map(column -> "CASE WHEN e.position IS NULL OR d.position > e.position THEN d." + column + " ELSE e."
                    + column + " END AS " + column)
            .collect(Collectors.joining(", "));

    private LastEntries() {}

    /** The accounts that have entries, {@code a}, each joined to its last ones. */
    public static String ofAccounts(Tables tables) {
        return ofAccounts(tables, "");
    }

    /**
     * The same as of a moment: an argument, in microseconds, that is asked for twice. An account without an entry by then
     * has no counters.
     */
    static String ofAccountsAt(Tables tables) {
        return ofAccounts(tables, " AND l.recorded_at <= ?");
    }

    private static String ofAccounts(Tables tables, String condition) {
        return joined(tables.name(EntryProjection.ENTRY_ACCOUNT) + " a", tables, condition);
    }

    private static String joined(String accounts, Tables tables, String condition) {
        return accounts
                + joined(tables.name(EntryProjection.ENTRY), "e", condition)
                + joined(tables.name(EntryProjection.DATED_ENTRY), "d", condition);
    }

    private static String joined(String table, String name, String condition) {
        return " LEFT JOIN " + table + " " + name + " ON " + name + ".position = (SELECT l.position FROM " + table
                + " l WHERE l.ledger = a.ledger AND l.address = a.address" + condition
                + " ORDER BY l.ledger DESC, l.address DESC, l.recorded_at DESC, l.position DESC LIMIT 1)";
    }

    /** The counters of an account now, in one statement; zero when it has no entry. */
    public static Counters of(LedgerName ledger, Address address, Tables entries) {
        IndexWalk plain = newest(EntryProjection.ENTRY, ledger, address, entries);
        IndexWalk dated = newest(EntryProjection.DATED_ENTRY, ledger, address, entries);
        String selected = "position, " + Columns.COUNTERS;
        return entries
                .jdbc()
                .query(
                        "(" + plain.sql(selected, true, 1) + ") UNION ALL (" + dated.sql(selected, true, 1) + ")",
                        (row, index) -> Last.of(row),
                        Stream.of(plain.arguments(), dated.arguments())
                                .flatMap(Stream::of)
                                .toArray())
                .stream()
                .max(Comparator.comparingLong(Last::position))
                .map(Last::counters)
                .orElse(Counters.ZERO);
    }

    private static IndexWalk newest(String table, LedgerName ledger, Address address, Tables entries) {
        return new IndexWalk(entries.name(table))
                .equal("ledger", ledger.value())
                .equal("address", address.value())
                .sortedBy("recorded_at")
                .sortedBy("position");
    }

    /**
     * The same of several accounts, in one statement for all.
     *
     * @param addresses about a thousand at most
     */
    public static Map<Address, Counters> of(LedgerName ledger, Collection<Address> addresses, Tables entries) {
        Map<Address, Counters> counters = new HashMap<>();
        addresses.forEach(address -> counters.put(address, Counters.ZERO));
        String accounts = "(SELECT CAST(? AS VARCHAR(63)) AS ledger, asked.address"
                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS asked(address)) a";
        entries.jdbc()
                .query(
                        "SELECT a.address, " + COUNTERS + " FROM " + joined(accounts, entries, "")
                                + " WHERE COALESCE(e.position, d.position) IS NOT NULL",
                        row -> {
                            counters.put(new Address(row.getString("address")), Columns.counters(row));
                        },
                        ledger.value(),
                        addresses.stream().map(Address::value).toArray(String[]::new));
        return counters;
    }

    /** The counters of one account after the entry recorded at the moment and position, or the last before; else zero. */
    static Counters countersAt(LedgerName ledger, Address address, long recordedAt, long position, Tables tables) {
        return Stream.of(EntryProjection.ENTRY, EntryProjection.DATED_ENTRY)
                .flatMap(table -> last(table, ledger, address, recordedAt, position, tables).stream())
                .max(Comparator.comparingLong(Last::position))
                .map(Last::counters)
                .orElse(Counters.ZERO);
    }

    private static List<Last> last(
            String table, LedgerName ledger, Address address, long recordedAt, long position, Tables tables) {
        IndexWalk walk = new IndexWalk(tables.name(table))
                .equal("ledger", ledger.value())
                .equal("address", address.value())
                .sortedBy("recorded_at")
                .sortedBy("position")
                .and("recorded_at <= ?", recordedAt)
                .and("(recorded_at < ? OR position <= ?)", recordedAt, position);
        return tables.jdbc()
                .query(
                        walk.sql("position, " + Columns.COUNTERS, true, 1),
                        (row, index) -> Last.of(row),
                        walk.arguments());
    }

    private record Last(long position, Counters counters) {
        static Last of(ResultSet row) throws SQLException {
            return new Last(row.getLong("position"), Columns.counters(row));
        }
    }
}
