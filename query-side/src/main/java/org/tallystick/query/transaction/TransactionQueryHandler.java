package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.tallystick.api.Representations;
import org.tallystick.commands.DerivedIds;
import org.tallystick.events.codec.EnumText;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.FindTransaction;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListTransactions;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.RecordedPositions;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
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

    private final RecordedPositions positions;

    public TransactionQueryHandler(ProjectionReads reads, RecordedPositions positions) {
        this.reads = reads;
        this.positions = positions;
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

    /** Newest first. The first filter given leads along its index; the others are conditions on its rows. */
    @QueryHandler
    public Page handle(ListTransactions query) {
        int limit = query.slice().limit();
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(TransactionProjection.NAME);
            IndexWalk walk = walk(query, tables);
            List<Map<String, Object>> found =
                    tables.jdbc().query(walk.sql("t.*", true, limit + 1), (row, index) -> shape(row), walk.arguments());
            return Pages.cut(
                    found,
                    limit,
                    last -> List.of(last.get("position").toString()),
                    view.position(TransactionProjection.NAME));
        });
    }

    private IndexWalk walk(ListTransactions query, Tables tables) {
        Map<String, String> metadata = new TreeMap<>(query.metadata());
        String transactions = tables.name(TransactionProjection.TRANSACTION) + " t";
        String joined = " l JOIN " + transactions + " ON t.ledger = l.ledger AND t.position = l.position";
        String ledger = query.ledger().value();
        IndexWalk walk;
        String position = "l.position";
        if (query.reference() == null && query.account() != null) {
            walk = new IndexWalk(tables.name(TransactionProjection.ACCOUNT) + joined)
                    .equal("l.ledger", ledger)
                    .equal("l.address", query.account().value());
        } else if (query.reference() == null && !metadata.isEmpty()) {
            String key = metadata.keySet().iterator().next();
            walk = new IndexWalk(tables.name(TransactionProjection.METADATA) + joined)
                    .equal("l.ledger", ledger)
                    .equal("l.meta_key", key)
                    .equal("l.meta_value", metadata.remove(key));
        } else {
            position = "t.position";
            walk = new IndexWalk(transactions).equal("t.ledger", ledger);
            if (query.reference() != null) {
                walk.equal("t.reference", query.reference());
            } else if (query.state() != null) {
                walk.equal("t.state", EnumText.of(query.state()));
            }
        }
        addAccount(walk, query, tables);
        metadata.forEach((key, value) -> walk.and(
                "EXISTS (SELECT 1 FROM " + tables.name(TransactionProjection.METADATA)
                        + " m WHERE m.ledger = t.ledger AND m.meta_key = ? AND m.meta_value = ?"
                        + " AND m.position = t.position)",
                key,
                value));
        walk.andGiven("t.state = ?", query.state() == null ? null : EnumText.of(query.state()));
        addPositions(walk.sortedBy(position), query, position);
        return walk;
    }

    private static void addAccount(IndexWalk walk, ListTransactions query, Tables tables) {
        if (query.reference() != null && query.account() != null) {
            walk.and(
                    "EXISTS (SELECT 1 FROM " + tables.name(TransactionProjection.ACCOUNT)
                            + " a WHERE a.ledger = t.ledger AND a.address = ? AND a.position = t.position)",
                    query.account().value());
        }
    }

    /** Recorded times never decrease, so a span of them is a span of positions. */
    private void addPositions(IndexWalk walk, ListTransactions query, String position) {
        if (query.from() != null) {
            walk.and(position + " > ?", positions.before(query.from()));
        }
        if (query.to() != null) {
            walk.and(position + " <= ?", positions.before(query.to()));
        }
        if (!query.slice().after().isEmpty()) {
            walk.and(position + " < ?", Long.valueOf(query.slice().after().get(0)));
        }
    }

    private static Map<String, Object> shape(ResultSet row) throws SQLException {
        List<Posting> postings = EventMappers.json().readValue(row.getString("postings"), POSTINGS);
        String posted = row.getString("posted");
        TransactionState state = new TransactionState(
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
                id(row.getString("reversed_by")));
        Map<String, Object> shown = Representations.transaction(state).toMap();
        shown.put("position", row.getLong("position"));
        DerivedIds.paymentOf(new TransactionId(row.getString("id")), Columns.metadata(row.getString("metadata")))
                .ifPresent(payment -> shown.put("payment", payment.value()));
        return shown;
    }

    private static TransactionId id(String text) {
        return text == null ? null : new TransactionId(text);
    }
}
