package org.tallystick.query.transaction;

import java.util.List;
import java.util.function.Predicate;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Transaction;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindTransaction;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.Page;
import org.tallystick.queries.TransactionFilter;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.entry.AccountTransactions;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.RecordedPositions;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.search.Listed;
import org.tallystick.query.search.Span;
import org.tallystick.query.search.Way;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.TransactionId;

@Component
public final class TransactionQueryHandler {
    private static final List<String> PROJECTIONS = List.of(TransactionProjection.NAME, LedgerProjection.NAME);
    private static final List<String> BY_ADDRESS =
            List.of(TransactionProjection.NAME, EntryProjection.NAME, AccountProjection.NAME, LedgerProjection.NAME);

    /** The entries of so many accounts with a prefix are walked along side by side. */
    private static final int MOST_ACCOUNTS = 16;

    private final ProjectionReads reads;
    private final RecordedPositions positions;
    private final EntryIndex index;

    public TransactionQueryHandler(ProjectionReads reads, RecordedPositions positions, EntryIndex index) {
        this.reads = reads;
        this.positions = positions;
        this.index = index;
    }

    @QueryHandler
    public Found<Transaction> handle(FindTransaction query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(TransactionProjection.NAME);
            List<Transaction> found = tables.jdbc()
                    .query(
                            "SELECT t.* FROM " + tables.name(TransactionProjection.TRANSACTION)
                                    + " t WHERE ledger = ? AND id = ?",
                            (row, index) -> TransactionRows.transaction(row, stale(query.ledger(), view)),
                            query.ledger().value(),
                            query.id().value());
            if (found.isEmpty()) {
                throw Ledgers.notFoundIn(query.ledger(), "transaction " + query.id(), view);
            }
            return new Found<>(found.get(0), view.position(TransactionProjection.NAME));
        });
    }

    private static Predicate<TransactionId> stale(LedgerName ledger, ReadView view) {
        return view.isStale(TransactionProjection.NAME)
                ? id -> view.isStale(TransactionProjection.NAME, ledger.streamOf(id))
                : id -> false;
    }

    @QueryHandler
    public Page<Transaction> handle(ListTransactions query) {
        TransactionFilter filter = query.filter();
        boolean byAddress = filter.account() != null || !filter.prefix().isEmpty();
        List<String> projections = byAddress ? BY_ADDRESS : PROJECTIONS;
        return reads.read(projections, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(TransactionProjection.NAME);
            Span<Long> span = span(query);
            Way<Long> ofAccounts = byAddress ? ofAccounts(query, span, view) : null;
            long position = projections.stream().mapToLong(view::position).min().orElseThrow();
            Listed<Long> listed = new Listed<>(
                    tables, TransactionProjection.TRANSACTION, "t", query.ledger(), "position", Long.class);
            return new TransactionSearch(listed, span, query.slice().limit(), stale(query.ledger(), view))
                    .page(TransactionFilters.of(query.filter(), listed, span, ofAccounts), position);
        });
    }

    /** Recorded times never decrease, so a span of them is a span of positions. */
    private Span<Long> span(ListTransactions query) {
        TransactionFilter filter = query.filter();
        boolean recorded = filter.basis() == Basis.RECORDED;
        Span<Long> all = new Span<>(
                recorded && filter.from() != null ? positions.before(filter.from()) : 0L,
                recorded && filter.to() != null ? positions.before(filter.to()) + 1 : Long.MAX_VALUE,
                query.descending());
        return isFirst(query) ? all : all.behind(after(query));
    }

    private static boolean isFirst(ListTransactions query) {
        return query.slice().after().isEmpty();
    }

    private static long after(ListTransactions query) {
        return Long.parseLong(query.slice().after().get(0));
    }

    /** Null where there are too many of them to walk along all. */
    private Way<Long> ofAccounts(ListTransactions query, Span<Long> span, ReadView view) {
        TransactionFilter filter = query.filter();
        List<Address> accounts = filter.account() != null ? List.of(filter.account()) : withPrefix(query, view);
        if (accounts.size() > MOST_ACCOUNTS) {
            return null;
        }
        boolean recorded = filter.basis() == Basis.RECORDED;
        AccountTransactions along = new AccountTransactions(
                index,
                query.ledger(),
                accounts,
                recorded ? filter.from() : null,
                recorded ? filter.to() : null,
                query.descending(),
                view.tables(EntryProjection.NAME));
        if (!isFirst(query)) {
            beginBehind(query, along, view.tables(TransactionProjection.NAME));
        }
        return new AccountWay(
                query.ledger(),
                along,
                span,
                view.tables(TransactionProjection.NAME).database());
    }

    private static List<Address> withPrefix(ListTransactions query, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        String prefix = query.filter().prefix();
        IndexWalk walk = new IndexWalk(tables.name(AccountProjection.ACCOUNT))
                .equal("ledger", query.ledger().value())
                .sortedBy("address")
                .and("address >= ?", prefix)
                .and("address < ?", prefix + "~");
        return tables.jdbc()
                .query(
                        walk.sql("address", false, MOST_ACCOUNTS + 1),
                        (row, index) -> new Address(row.getString("address")),
                        walk.arguments());
    }

    /** The entries of a transaction stand before its own event. */
    private static void beginBehind(ListTransactions query, AccountTransactions along, Tables tables) {
        IndexWalk walk = new IndexWalk(tables.name(TransactionProjection.TRANSACTION))
                .equal("ledger", query.ledger().value())
                .sortedBy("position")
                .and("position <= ?", after(query));
        tables.jdbc()
                .query(
                        walk.sql("recorded_at", true, 1),
                        row -> {
                            along.beginBehind(row.getLong("recorded_at"), after(query));
                        },
                        walk.arguments());
    }
}
