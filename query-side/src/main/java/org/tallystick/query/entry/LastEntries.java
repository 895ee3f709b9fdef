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
import org.springframework.stereotype.Component;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.StreamReads;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** The last entry of an account, which tells its counters: the later one of the two tables. */
@Component
public final class LastEntries {
    private static final int AT_ONCE = 1_000;
    private static final String DATED_COUNTERS =
            Rows.columns(Columns.COUNTERS).stream().map(column -> "d." + column).collect(Collectors.joining(", "));

    private static final String DATED = Columns.COUNTERS + ", stream_sequence AS entry_sequence";

    private final EntryIndex index;

    public LastEntries(EntryIndex index) {
        this.index = index;
    }

    /**
     * What the last entry of an account leaves behind.
     *
     * @param sequence of its event among those of the account; -1 where there is no entry
     */
    public record Last(Counters counters, long sequence) {
        static final Last NONE = new Last(Counters.ZERO, -1);

        private static Last of(PlainEntry entry) {
            return new Last(entry.counters(), entry.sequence());
        }

        /** @param row of a dated entry */
        private static Last of(ResultSet row) throws SQLException {
            return new Last(Columns.counters(row), row.getLong("entry_sequence"));
        }
    }

    /** An account that has entries, with what the last one leaves behind; null when it had none by then. */
    public record Counted(String ledger, String address, String asset, Last last) {
        public Counters counters() {
            return last == null ? null : last.counters();
        }
    }

    /** Of an account now; zero when it has no entry. */
    public Last of(LedgerName ledger, Address address, Tables tables) {
        return before(EntryKey.LAST, ledger, address, tables);
    }

    /** Of an account now, with the row of the account if memory knows its last entry. */
    public StreamReads.CompanionRead<Last> telling(LedgerName ledger, Address address) {
        return new StreamReads.CompanionRead<>() {
            @Override
            public Last read(Tables tables) {
                return of(ledger, address, tables);
            }

            @Override
            public Optional<StreamReads.JoinPart<Last>> beside(Tables tables, long position) {
                AccountKey account = new AccountKey(ledger.value(), address.value());
                return index.lastWritten(tables, account, position).map(last -> besideRow(account, last, tables));
            }
        };
    }

    private static StreamReads.JoinPart<Last> besideRow(
            AccountKey account, EntryIndex.LastWritten last, Tables tables) {
        Later later = new Later(last.key().position(), dated(EntryKey.LAST, account, tables));
        List<Object> arguments = new ArrayList<>(List.of(last.folded(), later.span()));
        arguments.addAll(later.arguments());
        return new StreamReads.JoinPart<>(
                ", " + Later.COLUMNS,
                " JOIN " + tables.name(EntryBlocks.FOLDED) + " f ON f.id = 1 AND f.position = ? JOIN "
                        + Later.entry(tables) + " ON e.span = ?" + later.join(tables),
                arguments,
                later::last);
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
                "e.entries, l.debits_posted, l.credits_posted, l.debits_pending, l.credits_pending, l.entry_sequence";

        static String entry(Tables tables) {
            return tables.name(PlainEntries.TABLE) + " e";
        }

        long span() {
            return PlainEntryCodec.span(plain);
        }

        String join(Tables tables) {
            return " LEFT JOIN (" + dated.sql("position, " + DATED, true, 1) + ") l ON l.position > ?";
        }

        /** Of the join. */
        List<Object> arguments() {
            List<Object> all = new ArrayList<>(List.of(dated.arguments()));
            all.add(plain);
            return all;
        }

        /** Null where the plain entry is not there. */
        Last last(ResultSet row) throws SQLException {
            if (Columns.number(row, "debits_posted") != null) {
                return Last.of(row);
            }
            PlainEntry entry = PlainEntries.in(row.getBytes("entries"), plain);
            return entry == null ? null : Last.of(entry);
        }
    }

    /** Of the last entry before the key; else zero. */
    Last before(EntryKey key, LedgerName ledger, Address address, Tables tables) {
        AccountKey account = new AccountKey(ledger.value(), address.value());
        List<EntryKey> plain = index.view(tables).walk(account, EntryWalk.lastBefore(key));
        IndexWalk dated = dated(key, account, tables);
        List<Last> found;
        if (plain.isEmpty()) {
            found = tables.jdbc().query(dated.sql(DATED, true, 1), (row, number) -> Last.of(row), dated.arguments());
        } else {
            Later later = new Later(plain.get(0).position(), dated);
            List<Object> arguments = later.arguments();
            arguments.add(later.span());
            found = tables.jdbc()
                    .query(
                            "SELECT " + Later.COLUMNS + " FROM " + Later.entry(tables) + later.join(tables)
                                    + " WHERE e.span = ?",
                            (row, number) -> later.last(row),
                            arguments.toArray());
        }
        return found.stream().findFirst().orElse(Last.NONE);
    }

    /**
     * Of several accounts now, in a few statements for all.
     *
     * @param addresses about a thousand at most
     */
    public Map<Address, Last> of(LedgerName ledger, Collection<Address> addresses, Tables tables) {
        Map<Address, Last> last = new HashMap<>();
        addresses.forEach(address -> last.put(address, Last.NONE));
        String accounts = "(SELECT CAST(? AS VARCHAR(63)) AS ledger, asked.address, '' AS asset"
                + " FROM UNNEST(CAST(? AS VARCHAR ARRAY)) AS asked(address)) a";
        String sql = "SELECT " + selected("", tables) + " FROM " + withDated(accounts, "", tables);
        Object[] arguments = {
            ledger.value(), addresses.stream().map(Address::value).toArray(String[]::new)
        };
        for (Counted each : counted(sql, arguments, EntryKey.LAST, index.view(tables), tables)) {
            if (each.last != null) {
                last.put(new Address(each.address), each.last);
            }
        }
        return last;
    }

    /**
     * Of an account before each of some moments, exclusive, in a few statements for all.
     *
     * @param moments in microseconds
     */
    Map<Long, Last> before(LedgerName ledger, Address address, Collection<Long> moments, Tables tables) {
        String accounts = "(SELECT CAST(? AS VARCHAR(63)) AS ledger, CAST(? AS VARCHAR(200)) AS address, '' AS asset,"
                + " asked.moment FROM UNNEST(CAST(? AS BIGINT ARRAY)) AS asked(moment)) a";
        String byThen = " AND b.recorded_at < a.moment";
        EntryIndex.View view = index.view(tables);
        Map<Long, Found> found = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT a.moment, " + selected(byThen, tables) + " FROM " + withDated(accounts, byThen, tables),
                        row -> {
                            long moment = row.getLong("moment");
                            found.put(moment, Found.of(row, EntryKey.beginOf(moment), view));
                        },
                        ledger.value(),
                        address.value(),
                        moments.toArray(Long[]::new));
        Map<Long, Last> plain = plain(found.values(), tables);
        Map<Long, Last> last = new HashMap<>();
        found.forEach((moment, each) -> {
            Last then = each.counted(plain).last;
            last.put(moment, then == null ? Last.NONE : then);
        });
        return last;
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
        return "a.ledger, a.address, a.asset, d.position, " + DATED_COUNTERS + ", d.stream_sequence AS entry_sequence, "
                + EntryBlocks.lastBlock(tables, byThen) + " AS block";
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
        Map<Long, Last> plain = plain(found, tables);
        return found.stream().map(each -> each.counted(plain)).toList();
    }

    private static Map<Long, Last> plain(Collection<Found> found, Tables tables) {
        Map<Long, Last> plain = new HashMap<>();
        PlainEntries.at(
                found.stream().filter(Found::isPlain).map(Found::plain).toList(),
                tables,
                entry -> plain.put(entry.position(), Last.of(entry)));
        return plain;
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
                page.stream().filter(each -> each.last != null).forEach(action);
                range = range.behind(page);
            } while (page.size() == AT_ONCE);
        }
    }

    /** A row of the statement: the last entries of the account in both tables. */
    private record Found(AccountKey account, String asset, EntryKey last, Long dated, Last ofDated) {

        static Found of(ResultSet row, EntryKey before, EntryIndex.View view) throws SQLException {
            AccountKey account = new AccountKey(row.getString("ledger"), row.getString("address"));
            long dated = row.getLong("position");
            boolean isDated = !row.wasNull();
            return new Found(
                    account,
                    row.getString("asset"),
                    view.last(account, before, row.getBytes("block")),
                    isDated ? dated : null,
                    isDated ? Last.of(row) : null);
        }

        boolean isPlain() {
            return last != null && (dated == null || last.position() > dated);
        }

        long plain() {
            return last.position();
        }

        Counted counted(Map<Long, Last> plain) {
            return new Counted(
                    account.ledger(), account.address(), asset, isPlain() ? plain.get(last.position()) : ofDated);
        }
    }
}
