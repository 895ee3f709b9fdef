package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Database;
import org.tallystick.values.Side;

/**
 * The plain entries by their positions. A row for each would cost most of what a transfer costs in the read models, so
 * those of {@link PlainEntryCodec#SPAN} positions stand in one row. A batch that begins within a span appends to its row.
 */
public final class PlainEntries {
    public static final String TABLE = "entry";

    private static final String COLUMNS = "span, entries";
    private static final int ROWS_AT_ONCE = 1_000;

    private PlainEntries() {}

    /**
     * Rows are larger than what PostgreSQL leaves in a table by itself, yet small enough to stay there: to move their bytes
     * elsewhere would cost as much as a row for each entry.
     */
    static List<String> tableStatements(Tables tables) {
        String table = tables.name(TABLE);
        String creation =
                "CREATE TABLE " + table + " (span BIGINT PRIMARY KEY, entries " + tables.bytes() + " NOT NULL)";
        return tables.database() == Database.H2
                ? List.of(creation)
                : List.of(
                        creation + " WITH (toast_tuple_target = 8160)",
                        "ALTER TABLE " + table + " ALTER COLUMN entries SET STORAGE EXTERNAL");
    }

    /**
     * Writes entries that are not there.
     *
     * @param entries in the order of their positions
     */
    public static void write(List<PlainEntry> entries, Tables tables) {
        List<Object[]> rows = new ArrayList<>();
        int begin = 0;
        for (int end = 1; end <= entries.size(); end++) {
            long span = span(entries, begin);
            if (end == entries.size() || span(entries, end) != span) {
                rows.add(new Object[] {span, PlainEntryCodec.encode(entries.subList(begin, end))});
                begin = end;
            }
        }
        if (!rows.isEmpty()) {
            Rows.appending(tables, TABLE, List.of("span"), "entries").write(rows.subList(0, 1));
            Rows.insert(tables, TABLE, COLUMNS, rows.subList(1, rows.size()));
        }
    }

    private static long span(List<PlainEntry> entries, int index) {
        return PlainEntryCodec.span(entries.get(index).position());
    }

    /** Hands over the entries with these positions, in any order. */
    static void at(Collection<Long> positions, Tables tables, Consumer<PlainEntry> action) {
        Set<Long> wanted = new HashSet<>(positions);
        List<Long> spans =
                wanted.stream().map(PlainEntryCodec::span).distinct().sorted().toList();
        for (InList some : InList.parts(spans, ROWS_AT_ONCE)) {
            tables.jdbc()
                    .query(
                            "SELECT " + COLUMNS + " FROM " + tables.name(TABLE) + " WHERE span" + some.sql(),
                            row -> {
                                read(row.getLong("span"), row.getBytes("entries"), wanted::contains, action);
                            },
                            some.arguments().toArray());
        }
    }

    /**
     * Hands over the entries with these positions, in any order, each with the address of the account on the other side of
     * its posting: the entry of that one stands beside it. Null where it is not there.
     */
    static void withCounterparties(Collection<Long> positions, Tables tables, BiConsumer<PlainEntry, String> action) {
        Map<Long, PlainEntry> entries = new HashMap<>();
        at(
                positions.stream()
                        .flatMap(position -> Stream.of(position - 1, position, position + 1))
                        .toList(),
                tables,
                entry -> entries.put(entry.position(), entry));
        for (Long position : positions) {
            PlainEntry entry = entries.get(position);
            if (entry != null) {
                PlainEntry beside = entries.get(entry.side() == Side.DEBIT ? position + 1 : position - 1);
                boolean other = beside != null && entry.isOfSamePostingAs(beside);
                action.accept(entry, other ? beside.account().address() : null);
            }
        }
    }

    /** The entry with a position in the row of its span; null when it is not there. */
    static PlainEntry in(byte[] row, long position) {
        List<PlainEntry> found = new ArrayList<>(1);
        read(PlainEntryCodec.span(position), row, each -> each == position, found::add);
        return found.isEmpty() ? null : found.get(0);
    }

    /**
     * Hands over the entries behind one position and up to another, in their order.
     *
     * @param to {@link Long#MAX_VALUE} for all
     * @throws IllegalStateException when the bytes of a row are not those of entries
     */
    public static void between(long after, long to, Tables tables, Consumer<PlainEntry> action) {
        String sql = "SELECT " + COLUMNS + " FROM " + tables.name(TABLE)
                + " WHERE span >= ? AND span <= ? ORDER BY span LIMIT " + ROWS_AT_ONCE;
        long from = PlainEntryCodec.span(after + 1);
        List<Row> rows;
        do {
            rows = tables.jdbc()
                    .query(
                            sql,
                            (row, index) -> new Row(row.getLong("span"), row.getBytes("entries")),
                            from,
                            PlainEntryCodec.span(to));
            rows.forEach(row -> row.between(after, to).forEach(action));
            from = rows.isEmpty() ? from : rows.get(rows.size() - 1).span + 1;
        } while (rows.size() == ROWS_AT_ONCE);
    }

    private record Row(long span, byte[] entries) {
        /** In order: what waited as a dead letter was written behind what follows it. */
        List<PlainEntry> between(long after, long to) {
            List<PlainEntry> found = new ArrayList<>();
            read(span, entries, position -> position > after && position <= to, found::add);
            found.sort(Comparator.comparingLong(PlainEntry::position));
            return found;
        }
    }

    private static void read(long span, byte[] row, LongPredicate wanted, Consumer<PlainEntry> action) {
        PlainEntryCodec.Reader reader = new PlainEntryCodec.Reader(span, row);
        while (reader.next()) {
            if (wanted.test(reader.position())) {
                action.accept(reader.entry());
            }
        }
    }
}
