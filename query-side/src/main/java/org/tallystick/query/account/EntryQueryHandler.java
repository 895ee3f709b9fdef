package org.tallystick.query.account;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Entry;
import org.tallystick.queries.AccountStatement;
import org.tallystick.queries.ListEntries;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.EntryTransaction;
import org.tallystick.query.entry.StatementEntry;
import org.tallystick.query.entry.Statements;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.payment.PaymentTransactions;
import org.tallystick.query.transaction.EntryTransactions;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Side;

/** Statements: what was posted to an account, each entry with the balance after it on the basis that was asked for. */
@Component
public final class EntryQueryHandler {
    private static final List<String> PROJECTIONS = List.of(
            EntryProjection.NAME,
            AccountProjection.NAME,
            LedgerProjection.NAME,
            TransactionProjection.NAME,
            PaymentProjection.NAME);

    private final ProjectionReads reads;
    private final Statements statements;
    private final NewestEntries newest;

    public EntryQueryHandler(ProjectionReads reads, EntryIndex index) {
        this.reads = reads;
        this.statements = new Statements(index);
        this.newest = new NewestEntries(index, statements);
    }

    @QueryHandler
    public AccountStatement handle(ListEntries query) {
        Optional<AccountStatement> found = NewestEntries.isAskedFor(query) ? findNewest(query) : Optional.empty();
        return found.orElseGet(() -> find(query));
    }

    private Optional<AccountStatement> findNewest(ListEntries query) {
        int count = query.slice().limit() + 1;
        return reads.readApart(
                PROJECTIONS,
                query.reached(),
                versions -> newest.find(query, count, versions)
                        .map(found -> new AccountStatement(
                                found.kind().asset(),
                                found.kind().normal(),
                                BigInteger.ZERO,
                                found.entries().isEmpty()
                                        ? BigInteger.ZERO
                                        : found.entries().get(0).balance(),
                                page(
                                        query,
                                        found.entries(),
                                        found.transactionsKnown(),
                                        projection -> versions.of(projection).tables(),
                                        false,
                                        found.position()))));
    }

    private AccountStatement find(ListEntries query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            AccountKind kind = AccountKind.find(query.ledger(), query.address(), view);
            Side normal = kind.normal();
            Tables tables = view.tables(EntryProjection.NAME);
            List<StatementEntry> entries =
                    statements.read(query, normal, query.slice().limit() + 1, tables);
            return new AccountStatement(
                    kind.asset(),
                    normal,
                    statements.opening(query, normal, tables),
                    closing(query, entries, normal, tables),
                    page(
                            query,
                            entries,
                            false,
                            view::tables,
                            view.isStale(EntryProjection.NAME, query.ledger().streamOf(query.address())),
                            view.position(EntryProjection.NAME)));
        });
    }

    /** The newest entry, where the page begins with it, tells it. */
    private BigInteger closing(ListEntries query, List<StatementEntry> entries, Side normal, Tables tables) {
        boolean fromTheEnd = query.descending() && query.slice().after().isEmpty();
        return fromTheEnd && !entries.isEmpty() ? entries.get(0).balance() : statements.closing(query, normal, tables);
    }

    private static Page<Entry> page(
            ListEntries query,
            List<StatementEntry> entries,
            boolean transactionsKnown,
            Function<String, Tables> tables,
            boolean stale,
            long position) {
        Map<String, EntryTransaction> transactions = EntryTransactions.of(
                query.ledger(), entries, transactionsKnown, tables.apply(TransactionProjection.NAME));
        Map<String, String> payments = PaymentTransactions.paymentsOf(
                query.ledger(),
                entries.stream().map(StatementEntry::transaction).toList(),
                tables.apply(PaymentProjection.NAME));
        return Pages.cut(
                entries,
                query.slice().limit(),
                StatementEntry::key,
                entry -> entry.answer(
                        transactions.getOrDefault(entry.transaction(), EntryTransaction.UNKNOWN),
                        payments.get(entry.transaction()),
                        stale),
                position);
    }
}
