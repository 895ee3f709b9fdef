package org.tallystick.query.payment;

import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.CountedPayments;
import org.tallystick.answers.InFlight;
import org.tallystick.answers.Payment;
import org.tallystick.answers.PaymentCount;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.BeneficiaryReader;
import org.tallystick.queries.CountPayments;
import org.tallystick.queries.FindMoneyInFlight;
import org.tallystick.queries.FindPayment;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListPayments;
import org.tallystick.queries.Page;
import org.tallystick.query.projection.NewestFirst;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.values.Beneficiary;
import org.tallystick.values.PaymentId;
import org.tallystick.values.PaymentState;
import org.tallystick.values.Position;

@Component
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
    public Found<Payment> handle(FindPayment query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            PaymentState state = state(query.payment(), view);
            Payment payment = Payment.of(
                    state,
                    beneficiaries.open(state.beneficiary()).orElse(null),
                    view.isStale(PaymentProjection.NAME, query.payment().stream()),
                    PaymentHistories.timeline(query.payment(), view.tables(PaymentProjection.NAME)));
            return new Found<>(payment, view.position(PaymentProjection.NAME));
        });
    }

    /** @throws ProblemException 404 when there is no such payment */
    static PaymentState state(PaymentId payment, ReadView view) {
        IndexWalk one = new IndexWalk(view.tables(PaymentProjection.NAME).name(PaymentRows.PAYMENT) + " p")
                .equal("p.id", payment.value());
        return states(one, 1, view).stream()
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.notFound("There is no payment " + payment + ".")));
    }

    private static List<PaymentState> states(IndexWalk walk, int limit, ReadView view) {
        return view.tables(PaymentProjection.NAME)
                .jdbc()
                .query(
                        walk.sql("p.document", true, limit),
                        (row, index) -> PaymentRows.state(row.getString(1)),
                        walk.arguments());
    }

    private List<Payment> answers(List<PaymentState> states, ReadView view) {
        Map<String, Beneficiary> opened = beneficiaries.openAll(
                states.stream().map(PaymentState::beneficiary).toList());
        boolean any = view.isStale(PaymentProjection.NAME);
        return states.stream()
                .map(state -> Payment.of(
                        state,
                        opened.get(state.beneficiary().key()),
                        any && view.isStale(PaymentProjection.NAME, state.id().stream()),
                        null))
                .toList();
    }

    @QueryHandler
    public Page<Payment> handle(ListPayments query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            NewestFirst.Part part = PaymentList.newest(query, view.tables(PaymentProjection.NAME))
                    .part(limit);
            List<Payment> shown = answers(
                    part.rows().stream()
                            .map(row -> PaymentRows.state(row.document()))
                            .toList(),
                    view);
            return new Page<>(shown, part.key(), view.position(PaymentProjection.NAME));
        });
    }

    @QueryHandler
    public Found<CountedPayments> handle(CountPayments query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            List<PaymentCount> counts = PaymentCounts.of(query, view.tables(PaymentProjection.NAME));
            CountedPayments all = new CountedPayments(
                    counts.stream().mapToLong(PaymentCount::payments).sum(),
                    counts.stream().mapToLong(PaymentCount::open).sum(),
                    counts,
                    view.isStale(PaymentProjection.NAME) ? Boolean.TRUE : null);
            return new Found<>(all, view.position(PaymentProjection.NAME));
        });
    }

    /** Both sums come from one projection, at its one position. */
    @QueryHandler
    public Found<InFlight> handle(FindMoneyInFlight query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            long position = view.position(PaymentProjection.NAME);
            List<MoneyInFlight> accounts = MoneyInFlight.read(query.ledger(), view.tables(PaymentProjection.NAME));
            InFlight inFlight = new InFlight(
                    new Position(position),
                    accounts.stream().allMatch(MoneyInFlight::isEqual),
                    MoneyInFlight.sums(accounts),
                    view.isStale(PaymentProjection.NAME) ? Boolean.TRUE : null);
            return new Found<>(inFlight, position);
        });
    }

    /** All at once, so that the changes after its position continue it without a gap. */
    @QueryHandler
    public Page<Payment> handle(FollowPayments query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            List<PaymentState> states = query.payment() == null
                    ? open(query, view)
                    : List.of(state(query.payment(), view)).stream()
                            .filter(state -> covers(query, state))
                            .toList();
            return new Page<>(answers(states, view), null, view.position(PaymentProjection.NAME));
        });
    }

    private static boolean covers(FollowPayments query, PaymentState state) {
        return (query.ledger() == null || query.ledger().equals(state.ledger()))
                && (query.payer() == null || query.payer().equals(state.payer()))
                && (query.rail() == null || query.rail().equals(state.rail()));
    }

    private static List<PaymentState> open(FollowPayments query, ReadView view) {
        IndexWalk walk = PaymentList.open(query, view.tables(PaymentProjection.NAME));
        List<PaymentState> states = states(walk, MOST_FOLLOWED + 1, view);
        if (states.size() > MOST_FOLLOWED) {
            throw Parameters.invalid("payment", null, "must be given: more than " + MOST_FOLLOWED + " are open");
        }
        return states;
    }
}
