package org.tallystick.query.account;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tallystick.answers.BalanceSum;
import org.tallystick.queries.Basis;
import org.tallystick.queries.Page;
import org.tallystick.queries.SumBalances;
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
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** Sums per asset and address prefix, on the normal side of the accounts where they share one. */
@Component
public final class BalanceSumsQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME);

    private final ProjectionReads reads;
    private final LastEntries lastEntries;

    public BalanceSumsQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.lastEntries = lastEntries;
    }

    @QueryHandler
    public Page<BalanceSum> handle(SumBalances query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            List<Map.Entry<PrefixSums.Key, Counters>> sums = sums(query, limit + 1, view);
            Map<PrefixSums.Key, Side> sides = SharedSides.of(
                    query.ledger(), sums.stream().map(Map.Entry::getKey).toList(), view);
            StalePrefixes stale = StalePrefixes.of(query.ledger(), view);
            boolean pendingKnown = query.asOf() == null || query.asOf().basis() == Basis.RECORDED;
            return Pages.cut(
                    sums,
                    limit,
                    sum -> List.of(sum.getKey().prefix(), sum.getKey().asset()),
                    sum -> answer(
                            sum.getKey(),
                            sum.getValue(),
                            pendingKnown,
                            sides.get(sum.getKey()),
                            stale.touch(sum.getKey().prefix())),
                    AccountQueryHandler.position(view));
        });
    }

    private List<Map.Entry<PrefixSums.Key, Counters>> sums(SumBalances query, int count, ReadView view) {
        PrefixSums sums = new PrefixSums(
                query.ledger(), query.prefix(), query.depth(), lastEntries, view.tables(EntryProjection.NAME));
        PrefixSums.Key after = after(query.slice().after());
        if (query.asOf() == null) {
            sums.addNow(after, count);
        } else {
            sums.addAll(Columns.micros(query.asOf().at()), query.asOf().basis(), account -> {});
        }
        return sums.behind(after, count);
    }

    /** Where the page begins. */
    static PrefixSums.Key after(List<String> cursor) {
        return cursor.isEmpty() ? PrefixSums.Key.FIRST : new PrefixSums.Key(cursor.get(0), cursor.get(1));
    }

    private static BalanceSum answer(
            PrefixSums.Key key, Counters counters, boolean pendingKnown, @Nullable Side normal, boolean stale) {
        BigInteger balance = counters.balance(normal == null ? Side.DEBIT : normal);
        return new BalanceSum(
                new Address(key.prefix()),
                Asset.parse(key.asset()),
                counters.debitsPosted(),
                counters.creditsPosted(),
                pendingKnown ? counters.debitsPending() : null,
                pendingKnown ? counters.creditsPending() : null,
                normal,
                balance,
                stale ? Boolean.TRUE : null);
    }
}
