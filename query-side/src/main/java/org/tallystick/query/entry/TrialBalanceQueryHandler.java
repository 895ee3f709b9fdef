package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindTrialBalance;
import org.tallystick.queries.Found;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Micros;

/** Debits and credits per asset: from sums per business day, with single entries only for what a sum does not cover. */
public final class TrialBalanceQueryHandler {
    private static final List<String> PROJECTIONS = List.of(EntryProjection.NAME, LedgerProjection.NAME);
    private final ProjectionReads reads;
    private final RecordedPositions positions;

    public TrialBalanceQueryHandler(ProjectionReads reads, RecordedPositions positions) {
        this.reads = reads;
        this.positions = positions;
    }

    @QueryHandler
    public Found handle(FindTrialBalance query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(EntryProjection.NAME);
            List<Object> arguments = new ArrayList<>();
            String sql = "SELECT asset, SUM(d) AS debits, SUM(c) AS credits FROM (" + parts(query, tables, arguments)
                    + ") parts GROUP BY asset ORDER BY asset";
            List<Map<String, Object>> assets = tables.jdbc()
                    .query(
                            sql,
                            (row, index) -> {
                                Map<String, Object> shown = new LinkedHashMap<>();
                                shown.put("asset", row.getString("asset"));
                                shown.put("debits", Columns.number(row, "debits"));
                                shown.put("credits", Columns.number(row, "credits"));
                                return shown;
                            },
                            arguments.toArray());
            return new Found(Map.of("data", assets), view.position(EntryProjection.NAME));
        });
    }

    private String parts(FindTrialBalance query, Tables tables, List<Object> arguments) {
        String days = "SELECT asset, debits_posted AS d, credits_posted AS c FROM "
                + tables.name(EntryProjection.TRIAL_DAY) + " WHERE ledger = ?";
        arguments.add(query.ledger().value());
        if (query.asOf() == null) {
            return days;
        }
        if (query.asOf().basis() == Basis.RECORDED) {
            // What came later is taken away from the sums of all.
            Object[] later = {query.ledger().value(), positions.at(query.asOf().at())};
            Collections.addAll(arguments, later);
            Collections.addAll(arguments, later);
            return days
                    + entries(tables, EntryProjection.ENTRY, "-", "position > ?")
                    + entries(tables, EntryProjection.DATED_ENTRY, "-", "position > ?");
        }
        long at = Columns.micros(query.asOf().at());
        int day = Columns.day(at);
        long start = Columns.startOfDay(day);
        arguments.add(day);
        Collections.addAll(
                arguments,
                query.ledger().value(),
                positions.before(Micros.toInstant(start)),
                positions.at(query.asOf().at()));
        Collections.addAll(arguments, query.ledger().value(), start, at);
        return days + " AND on_day < ?"
                + entries(tables, EntryProjection.ENTRY, "", "position > ? AND position <= ?")
                + entries(tables, EntryProjection.DATED_ENTRY, "", "effective_at >= ? AND effective_at <= ?");
    }

    private static String entries(Tables tables, String table, String sign, String condition) {
        return " UNION ALL SELECT asset, " + sign + EntryProjection.DEBITED + ", " + sign + EntryProjection.CREDITED
                + " FROM " + tables.name(table) + " WHERE ledger = ? AND " + condition;
    }
}
