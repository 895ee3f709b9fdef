package org.tallystick.query.entry;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.TrialBalance;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindTrialBalance;
import org.tallystick.queries.Found;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Micros;
import org.tallystick.values.Asset;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/** Debits and credits per asset: from sums per business day, with single entries only for what a sum does not cover. */
@Component
public final class TrialBalanceQueryHandler {
    private static final List<String> PROJECTIONS = List.of(EntryProjection.NAME, LedgerProjection.NAME);
    private final ProjectionReads reads;
    private final RecordedPositions positions;

    public TrialBalanceQueryHandler(ProjectionReads reads, RecordedPositions positions) {
        this.reads = reads;
        this.positions = positions;
    }

    @QueryHandler
    public Found<TrialBalance> handle(FindTrialBalance query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(EntryProjection.NAME);
            List<TrialBalance.Line> lines = new ArrayList<>();
            sums(query, tables)
                    .forEach((asset, sum) -> lines.add(
                            new TrialBalance.Line(Asset.parse(asset), sum.debitsPosted(), sum.creditsPosted())));
            return new Found<>(
                    new TrialBalance(lines, isStale(query.ledger(), view) ? Boolean.TRUE : null),
                    view.position(EntryProjection.NAME));
        });
    }

    private static boolean isStale(LedgerName ledger, ReadView view) {
        return view.staleStreams(EntryProjection.NAME).stream()
                .anyMatch(stream -> stream.startsWith(ledger.value() + "/"));
    }

    private Map<String, Counters> sums(FindTrialBalance query, Tables tables) {
        Sums sums = new Sums(query.ledger().value(), tables);
        if (query.asOf() == null) {
            sums.addDays("");
        } else if (query.asOf().basis() == Basis.RECORDED) {
            // What came later is taken away from the sums of all.
            long then = positions.at(query.asOf().at());
            sums.addDays("");
            sums.addPlain(-1, then, Long.MAX_VALUE);
            sums.addDated(-1, "position > ?", then);
        } else {
            long at = Columns.micros(query.asOf().at());
            int day = Columns.day(at);
            long start = Columns.startOfDay(day);
            sums.addDays(" AND on_day < ?", day);
            sums.addPlain(
                    1,
                    positions.before(Micros.toInstant(start)),
                    positions.at(query.asOf().at()));
            sums.addDated(1, "effective_at >= ? AND effective_at <= ?", start, at);
        }
        return sums.byAsset;
    }

    /** What is posted on the accounts of a ledger, by asset. */
    private static final class Sums {
        private final String ledger;
        private final Tables tables;
        private final Map<String, Counters> byAsset = new TreeMap<>();

        Sums(String ledger, Tables tables) {
            this.ledger = ledger;
            this.tables = tables;
        }

        /** @param condition on the days */
        void addDays(String condition, Object... arguments) {
            addRows(1, "debits_posted", "credits_posted", EntryProjection.TRIAL_DAY, condition, arguments);
        }

        void addDated(int sign, String condition, Object... arguments) {
            addRows(
                    sign,
                    EntryProjection.DEBITED,
                    EntryProjection.CREDITED,
                    EntryProjection.DATED_ENTRY,
                    " AND " + condition,
                    arguments);
        }

        private void addRows(
                int sign, String debited, String credited, String table, String condition, Object... arguments) {
            List<Object> all = new ArrayList<>(List.of(ledger));
            Collections.addAll(all, arguments);
            tables.jdbc()
                    .query(
                            "SELECT asset, SUM(" + debited + ") AS d, SUM(" + credited + ") AS c FROM "
                                    + tables.name(table) + " WHERE ledger = ?" + condition + " GROUP BY asset",
                            row -> {
                                String asset = row.getString("asset");
                                add(asset, Side.DEBIT, Columns.number(row, "d"), sign);
                                add(asset, Side.CREDIT, Columns.number(row, "c"), sign);
                            },
                            all.toArray());
        }

        void addPlain(int sign, long after, long to) {
            PlainEntries.between(after, to, tables, entry -> {
                if (entry.account().ledger().equals(ledger)) {
                    add(entry.asset(), entry.side(), entry.amount(), sign);
                }
            });
        }

        private void add(String asset, Side side, BigInteger amount, int sign) {
            Counters before = byAsset.getOrDefault(asset, Counters.ZERO);
            byAsset.put(asset, before.plusPosted(side, sign < 0 ? amount.negate() : amount));
        }
    }
}
