package org.tallystick.query.account;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Turnover;
import org.tallystick.api.Parameters;
import org.tallystick.queries.Page;
import org.tallystick.queries.SumTurnover;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PrefixSums;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;

/** What was posted between two times: what was counted at the second one, less what was counted at the first. */
@Component
public final class TurnoverQueryHandler {
    private static final List<String> PROJECTIONS = List.of(EntryProjection.NAME, LedgerProjection.NAME);
    private static final int MOST_ACCOUNTS = 20_000;

    private final ProjectionReads reads;
    private final LastEntries lastEntries;

    public TurnoverQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.lastEntries = lastEntries;
    }

    @QueryHandler
    public Page<Turnover> handle(SumTurnover query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Long last = query.to() == null ? null : Long.valueOf(Columns.micros(query.to()) - 1);
            PrefixSums sums = countedAt(last, query, view);
            if (query.from() != null) {
                sums.subtract(countedAt(Columns.micros(query.from()) - 1, query, view));
            }
            sums.removeUnmoved();
            int limit = query.slice().limit();
            StalePrefixes stale = StalePrefixes.of(query.ledger(), view);
            return Pages.cut(
                    sums.behind(BalanceSumsQueryHandler.after(query.slice().after()), limit + 1),
                    limit,
                    sum -> List.of(sum.getKey().prefix(), sum.getKey().asset()),
                    sum -> new Turnover(
                            new Address(sum.getKey().prefix()),
                            Asset.parse(sum.getKey().asset()),
                            sum.getValue().debitsPosted(),
                            sum.getValue().creditsPosted(),
                            stale.touch(sum.getKey().prefix()) ? Boolean.TRUE : null),
                    view.position(EntryProjection.NAME));
        });
    }

    private PrefixSums countedAt(@Nullable Long at, SumTurnover query, ReadView view) {
        PrefixSums sums = new PrefixSums(
                query.ledger(), query.prefix(), query.depth(), lastEntries, view.tables(EntryProjection.NAME));
        AtomicInteger accounts = new AtomicInteger();
        sums.addAll(at, query.basis(), account -> {
            if (accounts.incrementAndGet() > MOST_ACCOUNTS) {
                throw Parameters.invalid(
                        "prefix", query.prefix(), "must not match more than " + MOST_ACCOUNTS + " accounts here");
            }
        });
        return sums;
    }
}
