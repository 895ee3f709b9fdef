package org.tallystick.query.entry;

import java.util.ArrayList;
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

/** Debits and credits per asset: from sums per business day, with single entries only for what a sum does not cover. */
public final class TrialBalanceQueryHandler {
    private static final List<String> PROJECTIONS = List.of(EntryProjection.NAME, LedgerProjection.NAME);
    private final ProjectionReads reads;
    private final PastCounters past;

    public TrialBalanceQueryHandler(ProjectionReads reads, PastCounters past) {
        this.reads = reads;
        this.past = past;
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
        String entries = " UNION ALL SELECT asset, %1$s" + EntryProjection.DEBITED + ", %1$s" + EntryProjection.CREDITED
                + " FROM " + tables.name(EntryProjection.ENTRY) + " WHERE ledger = ?";
        arguments.add(query.ledger().value());
        if (query.asOf() == null) {
            return days;
        }
        if (query.asOf().basis() == Basis.RECORDED) {
            arguments.addAll(
                    List.of(query.ledger().value(), past.positionAt(query.asOf().at())));
            // What came later is taken away from the sums of all.
            return days + entries.formatted("-") + " AND position > ?";
        }
        long at = Columns.micros(query.asOf().at());
        int day = Columns.day(at);
        arguments.addAll(List.of(day, query.ledger().value(), Columns.startOfDay(day), at));
        return days + " AND on_day < ?" + entries.formatted("") + " AND effective_at >= ? AND effective_at <= ?";
    }
}
