package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.tallystick.query.entry.AccountTransactions;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
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
    private static final List<String> LISTED =
            List.of(TransactionProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);
    private static final TypeReference<List<Posting>> POSTINGS = new TypeReference<>() {};
    private static final TypeReference<List<BigInteger>> AMOUNTS = new TypeReference<>() {};

    private final ProjectionReads reads;

    private final RecordedPositions positions;
    private final EntryIndex index;

    public TransactionQueryHandler(ProjectionReads reads, RecordedPositions positions, EntryIndex index) {
        this.reads = reads;
        this.positions = positions;
        this.index = index;
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

    /**
     * Newest first. The first filter given leads along its index, or along the entries of the account; the others are
     * conditions on its rows.
     */
    @QueryHandler
    public Page handle(ListTransactions query) {
        int limit = query.slice().limit();
        return reads.read(LISTED, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(TransactionProjection.NAME);
            List<Map<String, Object>> found;
            if (query.account() != null
                    && query.reference() == null
                    && query.metadata().isEmpty()) {
                found = ofAccount(query, limit + 1, tables, view.tables(EntryProjection.NAME));
            } else {
                IndexWalk walk = walk(query, tables);
                found = tables.jdbc()
                        .query(walk.sql("t.*", true, limit + 1), (row, index) -> shape(row), walk.arguments());
            }
            return Pages.cut(
                    found,
                    limit,
                    last -> List.of(last.get("position").toString()),
                    view.position(TransactionProjection.NAME));
        });
    }

    private List<Map<String, Object>> ofAccount(ListTransactions query, int count, Tables tables, Tables entries) {
        AccountTransactions all = new AccountTransactions(
                index, query.ledger(), query.account(), query.from(), query.to(), count, entries);
        if (!query.slice().after().isEmpty()) {
            recordedAt(query, tables).ifPresent(all::beginAt);
        }
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        for (List<String> ids = all.next(); ids != null && found.size() < count; ids = all.next()) {
            Map<String, Map<String, Object>> rows = withIds(query, ids, tables);
            ids.stream().filter(rows::containsKey).forEach(id -> found.putIfAbsent(id, rows.get(id)));
        }
        return found.values().stream().limit(count).toList();
    }

    /** When the last one of the page before was recorded; empty when there is none such. */
    private static Optional<Instant> recordedAt(ListTransactions query, Tables tables) {
        return tables
                .jdbc()
                .query(
                        "SELECT recorded_at FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " WHERE ledger = ? AND position = ?",
                        (row, index) -> Columns.instant(row, "recorded_at"),
                        query.ledger().value(),
                        after(query))
                .stream()
                .findFirst();
    }

    private static long after(ListTransactions query) {
        return Long.parseLong(query.slice().after().get(0));
    }

    private static Map<String, Map<String, Object>> withIds(ListTransactions query, List<String> ids, Tables tables) {
        Map<String, Map<String, Object>> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        List<Object> arguments = new ArrayList<>(List.of(query.ledger().value()));
        arguments.addAll(ids);
        String state = "";
        if (query.state() != null) {
            state = " AND state = ?";
            arguments.add(EnumText.of(query.state()));
        }
        String before = "";
        if (!query.slice().after().isEmpty()) {
            before = " AND position < ?";
            arguments.add(after(query));
        }
        tables.jdbc()
                .query(
                        "SELECT * FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " WHERE ledger = ? AND id IN (?" + ", ?".repeat(ids.size() - 1) + ")" + state
                                + before,
                        row -> {
                            found.put(row.getString("id"), shape(row));
                        },
                        arguments.toArray());
        return found;
    }

    private IndexWalk walk(ListTransactions query, Tables tables) {
        Map<String, String> metadata = new TreeMap<>(query.metadata());
        String transactions = tables.name(TransactionProjection.TRANSACTION) + " t";
        String joined = " l JOIN " + transactions + " ON t.ledger = l.ledger AND t.position = l.position";
        String ledger = query.ledger().value();
        IndexWalk walk;
        String position = "l.position";
        if (query.reference() == null && !metadata.isEmpty()) {
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
        addAccount(walk, query);
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

    /** As the postings tell it; there is no quotation mark in an address. */
    private static void addAccount(IndexWalk walk, ListTransactions query) {
        if (query.account() != null) {
            String address = "\":\"" + query.account() + "\"";
            walk.and(
                    "(POSITION(? IN t.postings) > 0 OR POSITION(? IN t.postings) > 0)",
                    "\"debit" + address,
                    "\"credit" + address);
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
            walk.and(position + " < ?", after(query));
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
