package org.tallystick.query.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tallystick.queries.Basis;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** What was posted on an account before many times, in a few statements for all of them; for one see {@link PastCounters}. */
public final class CountersOverTime {
    private static final String ACCOUNT = " WHERE b.ledger = ? AND b.address = ? AND ";

    private final EntryIndex index;
    private final LastEntries lastEntries;

    public CountersOverTime(EntryIndex index) {
        this.index = index;
        this.lastEntries = new LastEntries(index);
    }

    /**
     * What was posted before each time, exclusive.
     *
     * @param times in ascending order
     * @return in the same order, without what was pending
     */
    public List<Counters> before(LedgerName ledger, Address address, Basis basis, List<Instant> times, Tables tables) {
        List<Long> moments = times.stream().map(Columns::micros).distinct().toList();
        Map<Long, Counters> counters = new HashMap<>();
        lastEntries
                .before(ledger, address, moments, tables)
                .forEach((moment, last) -> counters.put(moment, last.counters().withoutPending()));
        if (basis == Basis.EFFECTIVE) {
            addDays(ledger, address, counters, tables);
            addWithinDays(ledger, address, counters, tables);
        }
        return times.stream().map(Columns::micros).map(counters::get).toList();
    }

    /** The shifts of the days before each moment. */
    private static void addDays(LedgerName ledger, Address address, Map<Long, Counters> counters, Tables tables) {
        TreeMap<Long, Counters> ordered = new TreeMap<>(counters);
        IndexWalk days = new IndexWalk(tables.name(EntryProjection.DAY_SHIFT))
                .equal("ledger", ledger.value())
                .equal("address", address.value())
                .sortedBy("on_day")
                .and("on_day < ?", Columns.day(ordered.lastKey()));
        TreeMap<Long, Counters> shiftedSince = new TreeMap<>();
        Counters[] shifted = {Counters.ZERO};
        tables.jdbc()
                .query(
                        days.sql("on_day, debits_posted, credits_posted", false, Integer.MAX_VALUE),
                        row -> {
                            shifted[0] = shifted[0].plus(posted(
                                    Columns.number(row, "debits_posted"), Columns.number(row, "credits_posted")));
                            shiftedSince.put(Columns.startOfDay(row.getInt("on_day") + 1), shifted[0]);
                        },
                        days.arguments());
        counters.replaceAll((moment, before) -> {
            Map.Entry<Long, Counters> shift = shiftedSince.floorEntry(moment);
            return shift == null ? before : before.plus(shift.getValue());
        });
    }

    /** The dated entries between the beginning of the day and each moment, unless it is that. */
    private static void addWithinDays(LedgerName ledger, Address address, Map<Long, Counters> counters, Tables tables) {
        Long[] moments = counters.keySet().stream()
                .filter(moment -> moment != Columns.startOfDay(Columns.day(moment)))
                .toArray(Long[]::new);
        if (moments.length == 0) {
            return;
        }
        Long[] begun = Stream.of(moments)
                .map(moment -> Columns.startOfDay(Columns.day(moment)))
                .toArray(Long[]::new);
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            arguments.add(ledger.value());
            arguments.add(address.value());
        }
        arguments.add(moments);
        arguments.add(begun);
        String sql = "SELECT asked.moment, "
                + within(EntryProjection.DEBITED, "effective_at", tables) + " - "
                + within(EntryProjection.DEBITED, "recorded_at", tables) + " AS debited, "
                + within(EntryProjection.CREDITED, "effective_at", tables) + " - "
                + within(EntryProjection.CREDITED, "recorded_at", tables) + " AS credited"
                + " FROM UNNEST(CAST(? AS BIGINT ARRAY), CAST(? AS BIGINT ARRAY)) AS asked(moment, begun)";
        tables.jdbc()
                .query(
                        sql,
                        row -> {
                            counters.merge(
                                    row.getLong("moment"),
                                    posted(Columns.number(row, "debited"), Columns.number(row, "credited")),
                                    Counters::plus);
                        },
                        arguments.toArray());
    }

    private static String within(String amount, String time, Tables tables) {
        return "(SELECT COALESCE(SUM(" + amount + "), 0) FROM " + tables.name(EntryProjection.DATED_ENTRY) + " b"
                + ACCOUNT + "b." + time + " >= asked.begun AND b." + time + " < asked.moment)";
    }

    private static Counters posted(BigInteger debits, BigInteger credits) {
        return new Counters(debits, credits, BigInteger.ZERO, BigInteger.ZERO);
    }

    /** The time of the first entry of an account on a basis, in microseconds; empty when it has none. */
    public OptionalLong first(LedgerName ledger, Address address, Basis basis, Tables tables) {
        return end(ledger, address, basis, false, tables);
    }

    /** The time of the last entry of an account on a basis, in microseconds; empty when it has none. */
    public OptionalLong last(LedgerName ledger, Address address, Basis basis, Tables tables) {
        return end(ledger, address, basis, true, tables);
    }

    private OptionalLong end(LedgerName ledger, Address address, Basis basis, boolean last, Tables tables) {
        AccountKey account = new AccountKey(ledger.value(), address.value());
        EntryWalk walk = new EntryWalk(EntryKey.FIRST, EntryKey.LAST, last, 1);
        String time = basis == Basis.RECORDED ? "recorded_at" : "effective_at";
        IndexWalk dated = walk.over(tables.name(EntryProjection.DATED_ENTRY), account, time);
        Stream<Long> times = Stream.concat(
                index.view(tables).walk(account, walk).stream().map(EntryKey::recordedAt),
                tables.jdbc().queryForList(dated.sql(time, last, 1), Long.class, dated.arguments()).stream());
        return last
                ? times.mapToLong(Long::longValue).max()
                : times.mapToLong(Long::longValue).min();
    }
}
