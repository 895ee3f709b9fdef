package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.api.Representations;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.FindMoneyInFlight;
import org.tallystick.queries.FindPayment;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListPayments;
import org.tallystick.queries.Page;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.ProjectionReads.ReadView;
import org.tallystick.query.projection.Tables;
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
        return states(" WHERE id = ?", List.of(payment.value()), view).stream()
                .findFirst()
                .map(Row::state)
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no payment " + payment + ".")));
    }

    private static List<Row> states(String conditions, List<Object> arguments, ReadView view) {
        Tables tables = view.tables(PaymentProjection.NAME);
        return tables.jdbc()
                .query(
                        "SELECT p.position, p.document FROM " + tables.name(PaymentRows.PAYMENT) + " p" + conditions,
                        (row, index) -> new Row(row.getLong(1), PaymentRows.state(row.getString(2))),
                        arguments.toArray());
    }

    private List<Map<String, Object>> shape(List<PaymentState> states) {
        Map<String, Beneficiary> opened = beneficiaries.openAll(
                states.stream().map(PaymentState::beneficiary).toList());
        return states.stream()
                .map(state -> Representations.payment(
                        state, opened.get(state.beneficiary().key())))
                .toList();
    }

    /** Newest first. The most selective filter given decides which index leads; the others are conditions on its rows. */
    @QueryHandler
    public Page handle(ListPayments query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(PaymentProjection.NAME);
            List<Object> arguments = new ArrayList<>();
            String conditions = conditions(query, tables, arguments);
            List<Row> rows = states(conditions + " ORDER BY p.position DESC LIMIT " + (limit + 1), arguments, view);
            List<Map<String, Object>> shown =
                    shape(rows.stream().limit(limit).map(Row::state).toList());
            List<String> next = rows.size() <= limit
                    ? null
                    : List.of(Long.toString(rows.get(limit - 1).position()));
            return new Page(shown, next, view.position(PaymentProjection.NAME));
        });
    }

    private static String conditions(ListPayments query, Tables tables, List<Object> arguments) {
        boolean first = query.slice().after().isEmpty();
        StringBuilder sql = new StringBuilder(" WHERE p.position < ?");
        arguments.add(
                first ? Long.MAX_VALUE : Long.valueOf(query.slice().after().get(0)));
        query.metadata().forEach((key, value) -> {
            sql.append(" AND p.position IN (SELECT m.position FROM ")
                    .append(tables.name(PaymentRows.METADATA))
                    .append(" m WHERE m.meta_key = ? AND m.meta_value = ?)");
            arguments.addAll(List.of(key, value));
        });
        add(sql, arguments, " AND p.ledger = ?", query.ledger());
        add(sql, arguments, " AND p.payer = ?", query.payer());
        add(sql, arguments, " AND p.rail = ?", query.rail());
        add(sql, arguments, " AND p.state = ?", query.state() == null ? null : EnumText.of(query.state()));
        add(sql, arguments, " AND p.asset = ?", query.asset());
        add(sql, arguments, " AND p.reference = ?", query.reference());
        // Payments are recorded in the order of their positions: an instant is a place in that order.
        String since = "(SELECT f.position FROM " + tables.name(PaymentRows.PAYMENT)
                + " f WHERE f.initiated_at >= ? ORDER BY f.initiated_at, f.position LIMIT 1)";
        add(sql, arguments, " AND p.position >= " + since, Columns.micros(query.from()));
        add(
                sql,
                arguments,
                " AND p.position < COALESCE(" + since + ", " + Long.MAX_VALUE + ")",
                Columns.micros(query.to()));
        return sql.toString();
    }

    private static void add(StringBuilder sql, List<Object> arguments, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            arguments.add(value instanceof Long ? value : value.toString());
        }
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
        StringBuilder sql = new StringBuilder(" WHERE p.is_open = TRUE");
        List<Object> arguments = new ArrayList<>();
        add(sql, arguments, " AND p.ledger = ?", query.ledger());
        add(sql, arguments, " AND p.payer = ?", query.payer());
        add(sql, arguments, " AND p.rail = ?", query.rail());
        List<Row> rows = states(sql + " ORDER BY p.position LIMIT " + (MOST_FOLLOWED + 1), arguments, view);
        if (rows.size() > MOST_FOLLOWED) {
            throw Parameters.invalid("payment", null, "must be given: more than " + MOST_FOLLOWED + " are open");
        }
        return rows.stream().map(Row::state).toList();
    }

    private record Row(long position, PaymentState state) {}
}
