package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

/** The counters of an account at a moment, on either time basis, without reading its whole history. */
public final class PastCounters {
    private final LastEntries lastEntries;

    public PastCounters(LastEntries lastEntries) {
        this.lastEntries = lastEntries;
    }

    /** Through what stands before a key in the order of a basis. */
    Counters before(LedgerName ledger, Address address, Basis basis, EntryKey key, Tables tables) {
        return basis == Basis.RECORDED
                ? lastEntries.before(key, ledger, address, tables).counters()
                : effective(ledger, address, key, tables);
    }

    /** Zero before the first entry. On the effective basis nothing is known of what was pending: zero as well. */
    public Counters of(LedgerName ledger, Address address, AsOf asOf, Tables tables) {
        EntryKey end = EntryKey.endOf(Columns.micros(asOf.at()));
        return before(ledger, address, asOf.basis(), end, tables);
    }

    /**
     * Posted counters through what stands before a key in the order of effective time: what had been recorded by then,
     * with the dated entries moved to where they count, by whole days before that day and one by one within it.
     */
    Counters effective(LedgerName ledger, Address address, EntryKey before, Tables tables) {
        return lastEntries
                .before(before, ledger, address, tables)
                .counters()
                .plus(shift(ledger, address, before, tables))
                .withoutPending();
    }

    private static Counters shift(LedgerName ledger, Address address, EntryKey before, Tables tables) {
        long at = before.recordedAt();
        int day = Columns.day(at);
        String account = " WHERE ledger = ? AND address = ? AND ";
        String sql = "SELECT COALESCE(SUM(d), 0) AS debits_posted, COALESCE(SUM(c), 0) AS credits_posted,"
                + " 0 AS debits_pending, 0 AS credits_pending FROM ("
                + "SELECT debits_posted AS d, credits_posted AS c FROM " + tables.name(EntryProjection.DAY_SHIFT)
                + account + "on_day < ?"
                + within(account, "effective_at", "", tables)
                + within(account, "recorded_at", "-", tables) + ") shifts";
        Object[] withinDay = {ledger.value(), address.value(), Columns.startOfDay(day), at, at, before.position()};
        List<Object> arguments = new ArrayList<>(List.of(ledger.value(), address.value(), day));
        Collections.addAll(arguments, withinDay);
        Collections.addAll(arguments, withinDay);
        return tables.jdbc().queryForObject(sql, (row, index) -> Columns.counters(row), arguments.toArray());
    }

    private static String within(String account, String time, String sign, Tables tables) {
        return " UNION ALL SELECT " + sign + EntryProjection.DEBITED + ", " + sign + EntryProjection.CREDITED + " FROM "
                + tables.name(EntryProjection.DATED_ENTRY) + account + time + " >= ? AND " + time + " <= ? AND (" + time
                + " < ? OR position < ?)";
    }
}
