package org.tallystick.query.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.BalanceHistory;
import org.tallystick.queries.FindBalanceHistory;
import org.tallystick.queries.Found;
import org.tallystick.query.entry.CountersOverTime;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** How the balance of an account went, step by step. */
@Component
public final class AccountHistoryQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME);

    private final ProjectionReads reads;
    private final CountersOverTime counters;

    public AccountHistoryQueryHandler(ProjectionReads reads, EntryIndex index) {
        this.reads = reads;
        this.counters = new CountersOverTime(index);
    }

    @QueryHandler
    public Found<BalanceHistory> handle(FindBalanceHistory query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            AccountKind kind = AccountKind.find(query.ledger(), query.address(), view);
            List<Counters> before = counters.before(
                    query.ledger(), query.address(), query.basis(), query.times(), view.tables(EntryProjection.NAME));
            BalanceHistory history = new BalanceHistory(
                    kind.asset(),
                    kind.normal(),
                    before.get(0).balance(kind.normal()),
                    steps(query.times(), before, kind.normal()));
            return new Found<>(history, view.position(EntryProjection.NAME));
        });
    }

    private static List<BalanceHistory.Step> steps(List<Instant> times, List<Counters> before, Side normal) {
        List<BalanceHistory.Step> steps = new ArrayList<>(times.size());
        for (int i = 1; i < times.size(); i++) {
            Counters begin = before.get(i - 1);
            Counters end = before.get(i);
            steps.add(new BalanceHistory.Step(
                    times.get(i - 1),
                    times.get(i),
                    end.debitsPosted().subtract(begin.debitsPosted()),
                    end.creditsPosted().subtract(begin.creditsPosted()),
                    end.balance(normal)));
        }
        return steps;
    }
}
