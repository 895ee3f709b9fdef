package org.tallystick.query.standingorder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.Representations;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.queries.FindStandingOrder;
import org.tallystick.queries.Found;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.StandingOrderState;

public final class StandingOrderQueryHandler {
    private static final List<String> PROJECTIONS = List.of(StandingOrderProjection.NAME);
    private static final int RUNS_SHOWN = 100;
    private static final int DATES_SHOWN = 5;

    private final ProjectionReads reads;
    private final BeneficiaryReader beneficiaries;

    public StandingOrderQueryHandler(ProjectionReads reads, BeneficiaryReader beneficiaries) {
        this.reads = reads;
        this.beneficiaries = beneficiaries;
    }

    @QueryHandler
    public Found handle(FindStandingOrder query) {
        String id = query.standingOrder().value();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(StandingOrderProjection.NAME);
            List<String> found = tables.jdbc()
                    .queryForList(
                            "SELECT state FROM " + tables.name(StandingOrderProjection.ORDER)
                                    + " WHERE standing_order = ?",
                            String.class,
                            id);
            if (found.isEmpty()) {
                throw new ProblemException(Problem.notFound("There is no standing order " + id + "."));
            }
            StandingOrderState state = StandingOrderProjection.STATES.state(found.get(0));
            Map<String, Object> shown = Representations.standingOrder(
                    state, beneficiaries.open(state.order().beneficiary()).orElse(null));
            shown.put("next", next(state));
            shown.put("runs", runs(tables, id));
            if (view.isStale(StandingOrderProjection.NAME, query.standingOrder().stream())) {
                shown.put("stale", true);
            }
            return new Found(shown, view.position(StandingOrderProjection.NAME));
        });
    }

    private static List<String> next(StandingOrderState state) {
        List<String> dates = new ArrayList<>();
        LocalDate date = state.paused() ? null : state.next();
        while (date != null && dates.size() < DATES_SHOWN) {
            dates.add(date.toString());
            date = state.order().schedule().onOrAfter(date.plusDays(1));
        }
        return dates;
    }

    /** The last ones, newest first. */
    private static List<Map<String, Object>> runs(Tables tables, String id) {
        return tables.jdbc()
                .query(
                        "SELECT run_date, ran_at, payment, code, reason FROM "
                                + tables.name(StandingOrderProjection.RUN)
                                + " WHERE standing_order = ? ORDER BY run_date DESC LIMIT " + RUNS_SHOWN,
                        (row, index) -> run(row),
                        id);
    }

    private static Map<String, Object> run(ResultSet row) throws SQLException {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("date", row.getString("run_date"));
        shown.put("ranAt", Columns.instant(row, "ran_at").toString());
        shown.put("payment", row.getString("payment"));
        shown.put("code", row.getString("code"));
        shown.put("reason", row.getString("reason"));
        return shown;
    }
}
