package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Representations;
import org.tallystick.commands.DerivedIds;
import org.tallystick.events.codec.EnumText;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.FindTransaction;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.Page;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Posting;
import org.tallystick.values.TransactionId;
import org.tallystick.values.TransactionPhase;
import org.tallystick.values.TransactionState;
import tools.jackson.core.type.TypeReference;

public final class TransactionQueryHandler {
    private static final List<String> PROJECTIONS = List.of(TransactionProjection.NAME, LedgerProjection.NAME);
    private static final TypeReference<List<Posting>> POSTINGS = new TypeReference<>() {};
    private static final TypeReference<List<BigInteger>> AMOUNTS = new TypeReference<>() {};

    private final ProjectionReads reads;

    public TransactionQueryHandler(ProjectionReads reads) {
        this.reads = reads;
    }

    @QueryHandler
    public Found handle(FindTransaction query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Tables tables = view.tables(TransactionProjection.NAME);
            List<Map<String, Object>> found = tables.jdbc()
                    .query(
                            "SELECT t.* FROM " + tables.name(TransactionProjection.TRANSACTION)
                                    + " t WHERE ledger = ? AND id = ?",
                            (row, index) -> shape(row),
                            query.ledger().value(),
                            query.id().value());
            if (found.isEmpty()) {
                throw Ledgers.notFoundIn(query.ledger(), "transaction " + query.id(), view);
            }
            Map<String, Object> shown = found.get(0);
            if (view.isStale(TransactionProjection.NAME, query.ledger().streamOf(query.id()))) {
                shown.put("stale", true);
            }
            return new Found(shown, view.position(TransactionProjection.NAME));
        });
    }

    /** Newest first. The most selective filter given decides which index leads; the others are conditions on its rows. */
    @QueryHandler
    public Page handle(ListTransactions query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(TransactionProjection.NAME);
            List<Object> arguments = new ArrayList<>();
            String sql = "SELECT t.* FROM " + tables.name(TransactionProjection.TRANSACTION) + " t"
                    + conditions(query, tables, arguments) + " ORDER BY t.position DESC LIMIT " + (limit + 1);
            List<Map<String, Object>> found = tables.jdbc().query(sql, (row, index) -> shape(row), arguments.toArray());
            return Pages.cut(
                    found,
                    limit,
                    last -> List.of(last.get("position").toString()),
                    view.position(TransactionProjection.NAME));
        });
    }

    private static String conditions(ListTransactions query, Tables tables, List<Object> arguments) {
        StringBuilder sql = new StringBuilder(" WHERE t.ledger = ?");
        arguments.add(query.ledger().value());
        if (query.account() != null) {
            sql.append(" AND t.position IN (SELECT a.position FROM ")
                    .append(tables.name(TransactionProjection.ACCOUNT))
                    .append(" a WHERE a.ledger = ? AND a.address = ?)");
            arguments.addAll(List.of(query.ledger().value(), query.account().value()));
        }
        query.metadata().forEach((key, value) -> {
            sql.append(" AND t.position IN (SELECT m.position FROM ")
                    .append(tables.name(TransactionProjection.METADATA))
                    .append(" m WHERE m.ledger = ? AND m.meta_key = ? AND m.meta_value = ?)");
            arguments.addAll(List.of(query.ledger().value(), key, value));
        });
        add(sql, arguments, " AND t.reference = ?", query.reference());
        add(sql, arguments, " AND t.state = ?", query.state() == null ? null : EnumText.of(query.state()));
        add(sql, arguments, " AND t.recorded_at >= ?", Columns.micros(query.from()));
        add(sql, arguments, " AND t.recorded_at < ?", Columns.micros(query.to()));
        if (!query.slice().after().isEmpty()) {
            add(
                    sql,
                    arguments,
                    " AND t.position < ?",
                    Long.valueOf(query.slice().after().get(0)));
        }
        return sql.toString();
    }

    private static void add(StringBuilder sql, List<Object> arguments, String condition, Object value) {
        if (value != null) {
            sql.append(condition);
            arguments.add(value);
        }
    }

    private static Map<String, Object> shape(ResultSet row) throws SQLException {
        List<Posting> postings = EventMappers.json().readValue(row.getString("postings"), POSTINGS);
        String posted = row.getString("posted");
        Map<String, Object> shown = Representations.transaction(new TransactionState(
                new TransactionId(row.getString("id")),
                EnumText.parse(TransactionPhase.values(), row.getString("state")),
                postings,
                posted == null
                        ? Collections.nCopies(postings.size(), BigInteger.ZERO)
                        : EventMappers.json().readValue(posted, AMOUNTS),
                Columns.instant(row, "expires_at"),
                Columns.instant(row, "effective_at"),
                Columns.instant(row, "recorded_at"),
                Columns.instant(row, "resolved_at"),
                row.getString("reference"),
                row.getString("description"),
                Columns.metadata(row.getString("metadata")),
                id(row.getString("reverses")),
                id(row.getString("reversed_by"))));
        shown.put("position", row.getLong("position"));
        DerivedIds.paymentOf(new TransactionId(row.getString("id")), Columns.metadata(row.getString("metadata")))
                .ifPresent(payment -> shown.put("payment", payment.value()));
        return shown;
    }

    private static TransactionId id(String text) {
        return text == null ? null : new TransactionId(text);
    }
}
