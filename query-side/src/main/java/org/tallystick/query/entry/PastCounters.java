package org.tallystick.query.entry;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.tallystick.events.EventLog;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** The counters of an account at a moment, on either time basis, without reading its whole history. */
public final class PastCounters {
    private final EventLog log;

    public PastCounters(EventLog log) {
        this.log = log;
    }

    /** Zero before the first entry. On the effective basis nothing is known of what was pending: zero as well. */
    public Counters of(LedgerName ledger, Address address, AsOf asOf, Tables tables) {
        return asOf.basis() == Basis.RECORDED
                ? recorded(ledger, address, positionAt(asOf.at()), tables)
                : effective(ledger, address, Columns.micros(asOf.at()), Long.MAX_VALUE, tables);
    }

    /** The counters after the last entry at the position or before; zero when there is none. */
    public static Counters recorded(LedgerName ledger, Address address, long position, Tables tables) {
        List<Counters> last = tables.jdbc()
                .query(
                        "SELECT " + Columns.COUNTERS + " FROM "
                                + tables.name(EntryProjection.ENTRY)
                                + " WHERE ledger = ? AND address = ? AND position <= ?"
                                + " ORDER BY ledger DESC, address DESC, position DESC LIMIT 1",
                        (row, index) -> Columns.counters(row),
                        ledger.value(),
                        address.value(),
                        position);
        return last.isEmpty() ? Counters.ZERO : last.get(0);
    }

    /**
     * Posted counters through the entry at (effectiveAt, position): the sums of the days before, and the entries of the
     * day up to there.
     */
    Counters effective(LedgerName ledger, Address address, long effectiveAt, long position, Tables tables) {
        int day = Columns.day(effectiveAt);
        String account = " WHERE ledger = ? AND address = ? AND ";
        String sql = "SELECT COALESCE(SUM(d), 0) AS debits, COALESCE(SUM(c), 0) AS credits FROM ("
                + "SELECT debits_posted AS d, credits_posted AS c FROM " + tables.name(EntryProjection.DAILY_SUM)
                + account + "on_day < ? UNION ALL SELECT "
                + EntryProjection.DEBITED + ", " + EntryProjection.CREDITED + " FROM "
                + tables.name(EntryProjection.ENTRY) + account
                + "effective_at >= ? AND (effective_at < ? OR (effective_at = ? AND position <= ?))) sums";
        return tables.jdbc()
                .queryForObject(
                        sql,
                        (row, index) -> new Counters(
                                Columns.number(row, "debits"),
                                Columns.number(row, "credits"),
                                BigInteger.ZERO,
                                BigInteger.ZERO),
                        ledger.value(),
                        address.value(),
                        day,
                        ledger.value(),
                        address.value(),
                        Columns.startOfDay(day),
                        effectiveAt,
                        effectiveAt,
                        position);
    }

    /** The last position recorded at the instant or before; recorded times never decrease, so a search by halves finds it. */
    public long positionAt(Instant instant) {
        long low = 0;
        long high = log.head();
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (log.read(middle - 1, 1).get(0).recordedAt().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** The last position recorded before the instant. */
    public long positionBefore(Instant instant) {
        return positionAt(instant.minusNanos(1_000));
    }
}
