package org.tallystick.query.standingorder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.StandingOrder;
import org.tallystick.answers.StandingOrderRun;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.queries.FindStandingOrder;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListStandingOrders;
import org.tallystick.queries.Page;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.NewestFirst;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentId;
import org.tallystick.values.StandingOrderState;

@Component
public final class StandingOrderQueryHandler {
    private static final List<String> PROJECTIONS = List.of(StandingOrderProjection.NAME);
    private static final int RUNS_SHOWN = 100;

    private final ProjectionReads reads;
    private final BeneficiaryReader beneficiaries;

    public StandingOrderQueryHandler(ProjectionReads reads, BeneficiaryReader beneficiaries) {
        this.reads = reads;
        this.beneficiaries = beneficiaries;
    }

    @QueryHandler
    public Found<StandingOrder> handle(FindStandingOrder query) {
        String id = query.standingOrder().value();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(StandingOrderProjection.NAME);
            StandingOrderState state = StandingOrderProjection.ORDERS
                    .find(id, tables)
                    .orElseThrow(
                            () -> new ProblemException(Problem.notFound("There is no standing order " + id + ".")));
            StandingOrder order = StandingOrder.of(
                    state,
                    beneficiaries.open(state.order().beneficiary()).orElse(null),
                    runs(tables, id),
                    view.isStale(StandingOrderProjection.NAME, query.standingOrder().stream()));
            return new Found<>(order, view.position(StandingOrderProjection.NAME));
        });
    }

    @QueryHandler
    public Page<StandingOrder> handle(ListStandingOrders query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            NewestFirst.Part part =
                    newest(query, view.tables(StandingOrderProjection.NAME)).part(limit);
            List<StandingOrder> shown = answers(
                    part.rows().stream()
                            .map(row -> StandingOrderProjection.ORDERS.state(row.document()))
                            .toList(),
                    view);
            return new Page<>(shown, part.key(), view.position(StandingOrderProjection.NAME));
        });
    }

    private List<StandingOrder> answers(List<StandingOrderState> states, ReadView view) {
        Map<String, Beneficiary> opened = beneficiaries.openAll(
                states.stream().map(state -> state.order().beneficiary()).toList());
        boolean any = view.isStale(StandingOrderProjection.NAME);
        return states.stream()
                .map(state -> StandingOrder.of(
                        state,
                        opened.get(state.order().beneficiary().key()),
                        null,
                        any && view.isStale(StandingOrderProjection.NAME, state.id().stream())))
                .toList();
    }

    private static NewestFirst newest(ListStandingOrders query, Tables tables) {
        return NewestFirst.of(tables, StandingOrderProjection.ORDERS.table())
                .where("reference", query.reference())
                .whereMetadata(StandingOrderProjection.METADATA, query.metadata())
                .where("payer", text(query.payer()))
                .whereAny("state", query.states().stream().map(EnumText::of).toList())
                .where("ledger", text(query.ledger()))
                .where("asset", text(query.asset()))
                .where("rail", query.rail())
                .between("placed_at", query.from(), query.to())
                .after(query.slice().after());
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

    /** The last ones, newest first. */
    private static List<StandingOrderRun> runs(Tables tables, String id) {
        IndexWalk walk = new IndexWalk(tables.name(StandingOrderProjection.RUN))
                .equal("standing_order", id)
                .sortedBy("run_date");
        return tables.jdbc()
                .query(
                        walk.sql("run_date, ran_at, payment, code, reason", true, RUNS_SHOWN),
                        (row, index) -> run(row),
                        walk.arguments());
    }

    private static StandingOrderRun run(ResultSet row) throws SQLException {
        return new StandingOrderRun(
                LocalDate.parse(row.getString("run_date")),
                Columns.instant(row, "ran_at"),
                new PaymentId(row.getString("payment")),
                row.getString("code"),
                row.getString("reason"));
    }
}
