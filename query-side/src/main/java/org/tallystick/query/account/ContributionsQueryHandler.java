package org.tallystick.query.account;

import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Contributions;
import org.tallystick.answers.Contributions.Contribution;
import org.tallystick.answers.Entry;
import org.tallystick.api.Parameters;
import org.tallystick.queries.FindContributions;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Slice;
import org.tallystick.query.entry.CountersOverTime;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.EntryTransaction;
import org.tallystick.query.entry.StatementEntry;
import org.tallystick.query.entry.Statements;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.transaction.EntryTransactions;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Micros;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/** What made the balance of an account: by month from what was counted then, else entry by entry. */
@Component
public final class ContributionsQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME, TransactionProjection.NAME);
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_MONTHS = 1_200;
    private static final int PAGE = 1_000;

    private final ProjectionReads reads;
    private final Statements statements;
    private final CountersOverTime counters;

    public ContributionsQueryHandler(ProjectionReads reads, EntryIndex index) {
        this.reads = reads;
        this.statements = new Statements(index);
        this.counters = new CountersOverTime(index);
    }

    @QueryHandler
    public Found<Contributions> handle(FindContributions query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            AccountKind kind = AccountKind.find(query.ledger(), query.address(), view);
            Tables tables = view.tables(EntryProjection.NAME);
            ListEntries statement = statement(query, List.of());
            List<Contribution> data = query.by() == FindContributions.By.MONTH
                    ? byMonth(query, kind.normal(), tables)
                    : byEntry(query, kind.normal(), view);
            Contributions answer = new Contributions(
                    kind.asset(),
                    kind.normal(),
                    statements.opening(statement, kind.normal(), tables),
                    statements.closing(statement, kind.normal(), tables),
                    data);
            return new Found<>(answer, view.position(EntryProjection.NAME));
        });
    }

    private static ListEntries statement(FindContributions query, List<String> after) {
        return new ListEntries(
                query.ledger(),
                query.address(),
                query.from(),
                query.to(),
                query.basis(),
                false,
                new Slice(PAGE, after),
                query.reached());
    }

    private List<Contribution> byMonth(FindContributions query, Side normal, Tables tables) {
        OptionalLong first = counters.first(query.ledger(), query.address(), query.basis(), tables);
        OptionalLong last = counters.last(query.ledger(), query.address(), query.basis(), tables);
        if (first.isEmpty() || last.isEmpty()) {
            return List.of();
        }
        Instant from = later(query.from(), Micros.toInstant(first.getAsLong()));
        Instant to = earlier(query.to(), Micros.toInstant(last.getAsLong() + 1));
        if (!from.isBefore(to)) {
            return List.of();
        }
        List<Instant> times = months(from, to, query);
        List<Counters> before = counters.before(query.ledger(), query.address(), query.basis(), times, tables);
        List<Contribution> found = new ArrayList<>();
        for (int i = 1; i < times.size(); i++) {
            Counters moved = before.get(i).plus(before.get(i - 1).negated());
            if (!moved.equals(Counters.ZERO)) {
                found.add(new Contribution(
                        month(times.get(i - 1)).toString(),
                        null,
                        moved.debitsPosted(),
                        moved.creditsPosted(),
                        moved.balance(normal)));
            }
        }
        return found;
    }

    private static Instant later(Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one == null || one.isAfter(other) ? other : one;
    }

    private static YearMonth month(Instant instant) {
        return YearMonth.from(instant.atZone(ZoneOffset.UTC));
    }

    /** From the first time over the beginnings of months to the last. */
    private static List<Instant> months(Instant from, Instant to, FindContributions query) {
        List<Instant> times = new ArrayList<>(List.of(from));
        for (YearMonth month = month(from).plusMonths(1); ; month = month.plusMonths(1)) {
            Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            if (!begin.isBefore(to)) {
                times.add(to);
                return times;
            }
            if (times.size() > MOST_MONTHS) {
                throw Parameters.invalid(
                        "from", query.from(), "and to must not be more than " + MOST_MONTHS + " months apart");
            }
            times.add(begin);
        }
    }

    private List<Contribution> byEntry(FindContributions query, Side normal, ReadView view) {
        Map<String, Sum> sums = new HashMap<>();
        List<String> after = List.of();
        for (int seen = 0; after != null; seen += PAGE) {
            if (seen >= MOST_ENTRIES) {
                throw Parameters.invalid(
                        "from",
                        query.from(),
                        "and to must not be so far apart: only fewer than " + MOST_ENTRIES
                                + " entries are looked at; by=month has no such limit");
            }
            List<StatementEntry> entries =
                    statements.read(statement(query, after), normal, PAGE, view.tables(EntryProjection.NAME));
            add(query, entries, view, sums);
            after = entries.size() < PAGE ? null : entries.get(PAGE - 1).key();
        }
        return sums.entrySet().stream()
                .map(sum -> sum.getValue().answer(sum.getKey(), normal))
                .sorted(Comparator.comparing(
                                (Contribution each) -> each.change().abs())
                        .reversed()
                        .thenComparing(Contribution::key, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
    }

    private static void add(
            FindContributions query, List<StatementEntry> entries, ReadView view, Map<String, Sum> sums) {
        Function<Entry, String> key = query.by() == FindContributions.By.REFERENCE
                ? Entry::reference
                : entry -> entry.counterparty() == null
                        ? null
                        : entry.counterparty().value();
        Map<String, EntryTransaction> transactions =
                EntryTransactions.of(query.ledger(), entries, false, view.tables(TransactionProjection.NAME));
        for (StatementEntry entry : entries) {
            EntryTransaction of = transactions.getOrDefault(entry.transaction(), EntryTransaction.UNKNOWN);
            sums.computeIfAbsent(key.apply(entry.answer(of, null, false)), absent -> new Sum())
                    .add(entry);
        }
    }

    /** What entries add up to. */
    private static final class Sum {
        private Counters counters = Counters.ZERO;
        private long entries;

        void add(StatementEntry entry) {
            counters = counters.plusPosted(entry.side(), entry.amount());
            entries++;
        }

        Contribution answer(String key, Side normal) {
            BigInteger change = counters.balance(normal);
            return new Contribution(key, entries, counters.debitsPosted(), counters.creditsPosted(), change);
        }
    }
}
