package org.tallystick.query.transaction;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
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
import org.tallystick.query.projection.InList;
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
    private static final List<String> WITH_ENTRIES =
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
        boolean ofAccount = query.account() != null && query.reference() == null;
        List<String> projections = ofAccount ? WITH_ENTRIES : PROJECTIONS;
        return reads.read(projections, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(TransactionProjection.NAME);
            List<Map<String, Object>> found = ofAccount
                    ? ofAccount(query, limit + 1, tables, view.tables(EntryProjection.NAME))
                    : along(walk(query, tables), limit + 1, tables);
            return Pages.cut(
                    found,
                    limit,
                    last -> List.of(last.get("position").toString()),
                    projections.stream().mapToLong(view::position).min().orElseThrow());
        });
    }

    private static List<Map<String, Object>> along(IndexWalk walk, int count, Tables tables) {
        return tables.jdbc().query(walk.sql("t.*", true, count), (row, index) -> shape(row), walk.arguments());
    }

    private List<Map<String, Object>> ofAccount(ListTransactions query, int count, Tables tables, Tables entries) {
        AccountTransactions all = new AccountTransactions(
                index, query.ledger(), query.account(), query.from(), query.to(), count, entries);
        if (!query.slice().after().isEmpty()) {
            beginBehind(query, all, tables);
        }
        Map<String, Map<String, Object>> found = new LinkedHashMap<>();
        List<String> ids = all.next();
        while (ids != null) {
            Map<String, Map<String, Object>> rows = withIds(query, ids, tables);
            ids.stream().filter(rows::containsKey).forEach(id -> found.putIfAbsent(id, rows.get(id)));
            ids = found.size() < count ? all.next() : null;
        }
        return found.values().stream().limit(count).toList();
    }

    /** The entries of a transaction stand before its own event. */
    private static void beginBehind(ListTransactions query, AccountTransactions all, Tables tables) {
        tables.jdbc()
                .query(
                        "SELECT recorded_at FROM " + tables.name(TransactionProjection.TRANSACTION)
                                + " WHERE ledger = ? AND position <= ? ORDER BY ledger DESC, position DESC LIMIT 1",
                        row -> {
                            all.beginBefore(row.getLong("recorded_at"), after(query));
                        },
                        query.ledger().value(),
                        after(query));
    }

    private static long after(ListTransactions query) {
        return Long.parseLong(query.slice().after().get(0));
    }

    private static Map<String, Map<String, Object>> withIds(ListTransactions query, List<String> ids, Tables tables) {
        Map<String, Map<String, Object>> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        InList listed = new InList(ids);
        List<Object> all = new ArrayList<>(List.of(query.ledger().value()));
        all.addAll(listed.arguments());
        StringBuilder sql = new StringBuilder("SELECT t.* FROM ")
                .append(tables.name(TransactionProjection.TRANSACTION))
                .append(" t WHERE t.ledger = ? AND t.id")
                .append(listed.sql());
        if (!query.slice().after().isEmpty()) {
            sql.append(" AND t.position < ?");
            all.add(after(query));
        }
        addConditions(query, query.metadata(), tables, (condition, arguments) -> {
            sql.append(" AND ").append(condition);
            Collections.addAll(all, arguments);
        });
        tables.jdbc()
                .query(
                        sql.toString(),
                        row -> {
                            found.put(row.getString("id"), shape(row));
                        },
                        all.toArray());
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
            } else if (query.state() != null && query.state() != TransactionPhase.POSTED) {
                walk.equal("t.state", EnumText.of(query.state())).and("t." + TransactionProjection.NOT_POSTED);
            }
        }
        addAccount(walk, query);
        addConditions(query, metadata, tables, walk::and);
        addPositions(walk.sortedBy(position), query, position);
        return walk;
    }

    private static void addConditions(
            ListTransactions query,
            Map<String, String> metadata,
            Tables tables,
            BiConsumer<String, Object[]> conditions) {
        metadata.forEach((key, value) -> conditions.accept(
                "EXISTS (SELECT 1 FROM " + tables.name(TransactionProjection.METADATA)
                        + " m WHERE m.ledger = t.ledger AND m.meta_key = ? AND m.meta_value = ?"
                        + " AND m.position = t.position)",
                new Object[] {key, value}));
        if (query.state() != null) {
            conditions.accept("t.state = ?", new Object[] {EnumText.of(query.state())});
        }
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
        TransactionPhase phase = EnumText.parse(TransactionPhase.values(), row.getString("state"));
        String posted = row.getString("posted");
        TransactionState state = new TransactionState(
                new TransactionId(row.getString("id")),
                phase,
                postings,
                posted == null
                        ? allOrNothing(phase, postings)
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
        DerivedIds.paymentOf(state.id(), state.metadata()).ifPresent(payment -> shown.put("payment", payment.value()));
        return shown;
    }

    /** What was posted where the row does not tell it. */
    private static List<BigInteger> allOrNothing(TransactionPhase phase, List<Posting> postings) {
        return phase == TransactionPhase.POSTED
                ? postings.stream().map(Posting::amount).toList()
                : Collections.nCopies(postings.size(), BigInteger.ZERO);
    }

    private static TransactionId id(String text) {
        return text == null ? null : new TransactionId(text);
    }
}
