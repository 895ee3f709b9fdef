package org.tallystick.query.payment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.Representations;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.queries.FindMoneyInFlight;
import org.tallystick.queries.FindPayment;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListPayments;
import org.tallystick.queries.Page;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.ProjectionReads.ReadView;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;

public final class PaymentQueryHandler {
    private static final List<String> PROJECTIONS = List.of(PaymentProjection.NAME);
    private static final int MOST_FOLLOWED = 10_000;

    private final ProjectionReads reads;
    private final BeneficiaryReader beneficiaries;

    /** @param beneficiaries opens what the read model holds encrypted, until it is erased */
    public PaymentQueryHandler(ProjectionReads reads, BeneficiaryReader beneficiaries) {
        this.reads = reads;
        this.beneficiaries = beneficiaries;
    }

    @QueryHandler
    public Found handle(FindPayment query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            PaymentState state = state(query.payment(), view);
            Map<String, Object> shown = shape(List.of(state)).get(0);
            if (view.isStale(PaymentProjection.NAME, query.payment().stream())) {
                shown.put("stale", true);
            }
            shown.put("timeline", PaymentHistories.timeline(query.payment(), view.tables(PaymentProjection.NAME)));
            return new Found(shown, view.position(PaymentProjection.NAME));
        });
    }

    /** @throws ProblemException 404 when there is no such payment */
    static PaymentState state(PaymentId payment, ReadView view) {
        IndexWalk one = new IndexWalk(view.tables(PaymentProjection.NAME).name(PaymentRows.PAYMENT) + " p")
                .equal("p.id", payment.value());
        return rows(one, 1, view).stream()
                .findFirst()
                .map(Row::state)
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no payment " + payment + ".")));
    }

    private static List<Row> rows(IndexWalk walk, int limit, ReadView view) {
        return view.tables(PaymentProjection.NAME)
                .jdbc()
                .query(
                        walk.sql("p.position, p.document", true, limit),
                        (row, index) -> new Row(row.getLong(1), PaymentRows.state(row.getString(2))),
                        walk.arguments());
    }

    private List<Map<String, Object>> shape(List<PaymentState> states) {
        Map<String, Beneficiary> opened = beneficiaries.openAll(
                states.stream().map(PaymentState::beneficiary).toList());
        return states.stream()
                .map(state -> Representations.payment(
                        state, opened.get(state.beneficiary().key())))
                .toList();
    }

    @QueryHandler
    public Page handle(ListPayments query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            IndexWalk walk = PaymentList.newest(query, view.tables(PaymentProjection.NAME));
            List<Row> rows = rows(walk, limit + 1, view);
            List<Map<String, Object>> shown =
                    shape(rows.stream().limit(limit).map(Row::state).toList());
            List<String> next = rows.size() <= limit
                    ? null
                    : List.of(Long.toString(rows.get(limit - 1).position()));
            return new Page(shown, next, view.position(PaymentProjection.NAME));
        });
    }

    /** Both sums come from one projection, at its one position. */
    @QueryHandler
    public Found handle(FindMoneyInFlight query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            long position = view.position(PaymentProjection.NAME);
            List<MoneyInFlight> accounts = MoneyInFlight.read(query.ledger(), view.tables(PaymentProjection.NAME));
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("position", position);
            shown.put("equal", accounts.stream().allMatch(MoneyInFlight::isEqual));
            shown.put("data", MoneyInFlight.shape(accounts));
            if (view.isStale(PaymentProjection.NAME)) {
                shown.put("stale", true);
            }
            return new Found(shown, position);
        });
    }

    /** All at once, so that the changes after its position continue it without a gap. */
    @QueryHandler
    public Page handle(FollowPayments query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            List<PaymentState> states = query.payment() == null
                    ? open(query, view)
                    : List.of(state(query.payment(), view)).stream()
                            .filter(state -> covers(query, state))
                            .toList();
            return new Page(shape(states), null, view.position(PaymentProjection.NAME));
        });
    }

    private static boolean covers(FollowPayments query, PaymentState state) {
        return (query.ledger() == null || query.ledger().equals(state.ledger()))
                && (query.payer() == null || query.payer().equals(state.payer()))
                && (query.rail() == null || query.rail().equals(state.rail()));
    }

    private static List<PaymentState> open(FollowPayments query, ReadView view) {
        IndexWalk walk = PaymentList.open(query, view.tables(PaymentProjection.NAME));
        List<Row> rows = rows(walk, MOST_FOLLOWED + 1, view);
        if (rows.size() > MOST_FOLLOWED) {
            throw Parameters.invalid("payment", null, "must be given: more than " + MOST_FOLLOWED + " are open");
        }
        return rows.stream().map(Row::state).toList();
    }

    private record Row(long position, PaymentState state) {}
}
