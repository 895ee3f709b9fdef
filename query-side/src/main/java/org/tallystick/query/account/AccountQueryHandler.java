package org.tallystick.query.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.RowMapper;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Parameters;
import org.tallystick.api.Representations;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.AsOf;
import org.tallystick.queries.Basis;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.FollowBalances;
import org.tallystick.queries.Found;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PastCounters;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.ProjectionReads;
import org.tallystick.query.projection.ProjectionReads.ReadView;
import org.tallystick.query.projection.StreamReads;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.AccountState;
import org.tallystick.values.AccountStatus;
import org.tallystick.values.Address;
import org.tallystick.values.Counters;
import org.tallystick.values.LedgerName;

public final class AccountQueryHandler {
    private static final List<String> NOW = List.of(AccountProjection.NAME, LedgerProjection.NAME);
    private static final List<String> THEN =
            List.of(AccountProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);

    private static final int MOST_FOLLOWED = 10_000;
    private static final int MEMORY_PER_BYTE_SHOWN = 4;
    private static final RowMapper<Map<String, Object>> SHOWN = (row, index) ->
            Representations.account(new Address(row.getString("address")), AccountProjection.state(row));

    private final ProjectionReads reads;
    private final PastCounters past;
    private final StreamReads<Map<String, Object>> accounts;

    public AccountQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.past = new PastCounters(lastEntries);
        this.accounts = reads.ofStreams(new StreamReads.Query<>(
                AccountProjection.NAME,
                AccountProjection.ACCOUNT,
                "r.ledger = ? AND r.address = ?",
                (row, index) -> Collections.unmodifiableMap(SHOWN.mapRow(row, index)),
                shown -> ApiJson.write(shown).length * MEMORY_PER_BYTE_SHOWN));
    }

    @QueryHandler
    public Found handle(FindAccount query) {
        Optional<Found> now = query.asOf() == null ? now(query) : Optional.empty();
        return now.orElseGet(() -> find(query));
    }

    private Optional<Found> now(FindAccount query) {
        LedgerName ledger = query.ledger();
        Address address = query.address();
        return accounts.find(ledger.streamOf(address), query.reached(), ledger.value(), address.value())
                .map(row -> new Found(row.stale() ? stale(row.value()) : row.value(), row.position()));
    }

    private static Map<String, Object> stale(Map<String, Object> shown) {
        Map<String, Object> marked = new LinkedHashMap<>(shown);
        marked.put("stale", true);
        return marked;
    }

    /** For a moment in the past the counters are those of then; status, limits and metadata are those of now. */
    private Found find(FindAccount query) {
        return reads.read(query.asOf() == null ? NOW : THEN, query.reached(), view -> {
            AccountState state = state(query.ledger(), query.address(), view);
            Map<String, Object> shown = query.asOf() == null
                    ? Representations.account(query.address(), state)
                    : then(query, query.asOf(), state, view);
            String stream = query.ledger().streamOf(query.address());
            if (view.isStale(AccountProjection.NAME, stream)
                    || query.asOf() != null && view.isStale(EntryProjection.NAME, stream)) {
                shown = stale(shown);
            }
            return new Found(shown, view.position(AccountProjection.NAME));
        });
    }

    /** All at once, so that the changes after its position continue it without a gap. */
    @QueryHandler
    public Page handle(FollowBalances query) {
        return reads.read(NOW, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            List<Map<String, Object>> found = query.account() == null
                    ? withPrefix(query, view)
                    : List.of(Representations.account(query.account(), state(query.ledger(), query.account(), view)));
            return new Page(found, null, view.position(AccountProjection.NAME));
        });
    }

    private static List<Map<String, Object>> withPrefix(FollowBalances query, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<Map<String, Object>> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address >= ? AND address < ? ORDER BY ledger, address LIMIT "
                                + (MOST_FOLLOWED + 1),
                        SHOWN,
                        query.ledger().value(),
                        query.prefix(),
                        query.prefix() + "~");
        if (found.size() > MOST_FOLLOWED) {
            throw Parameters.invalid(
                    "prefix", query.prefix(), "must not match more than " + MOST_FOLLOWED + " accounts");
        }
        return found;
    }

    private static AccountState state(LedgerName ledger, Address address, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<AccountState> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address = ?",
                        (row, index) -> AccountProjection.state(row),
                        ledger.value(),
                        address.value());
        if (found.isEmpty()) {
            throw Ledgers.notFoundIn(ledger, "account " + address, view);
        }
        return found.get(0);
    }

    private Map<String, Object> then(FindAccount query, AsOf asOf, AccountState state, ReadView view) {
        Counters counters = past.of(query.ledger(), query.address(), asOf, view.tables(EntryProjection.NAME));
        Map<String, Object> shown = Representations.account(query.address(), state.withCounters(counters));
        if (asOf.basis() == Basis.EFFECTIVE) {
            shown.put("debitsPending", null);
            shown.put("creditsPending", null);
            shown.put("available", null);
        }
        return shown;
    }

    @QueryHandler
    public Page handle(ListAccounts query) {
        int limit = query.slice().limit();
        return reads.read(NOW, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(AccountProjection.NAME);
            IndexWalk walk = walk(query, tables);
            List<Map<String, Object>> found =
                    tables.jdbc().query(walk.sql("a.*", false, limit + 1), SHOWN, walk.arguments());
            return Pages.cut(
                    found, limit, last -> List.of((String) last.get("address")), view.position(AccountProjection.NAME));
        });
    }

    /** Metadata leads along its index, else a status that few accounts have, else the asset. */
    private static IndexWalk walk(ListAccounts query, Tables tables) {
        Map<String, String> metadata = new TreeMap<>(query.metadata());
        String accounts = tables.name(AccountProjection.ACCOUNT) + " a";
        String ledger = query.ledger().value();
        IndexWalk walk;
        String address = "a.address";
        if (metadata.isEmpty()) {
            walk = new IndexWalk(accounts).equal("a.ledger", ledger);
            if (query.status() != null && (query.status() != AccountStatus.OPEN || query.asset() == null)) {
                walk.equal("a.status", EnumText.of(query.status()));
            } else if (query.asset() != null) {
                walk.equal("a.asset", query.asset().toString());
            }
        } else {
            String key = metadata.keySet().iterator().next();
            address = "l.address";
            walk = new IndexWalk(tables.name(AccountProjection.METADATA) + " l JOIN " + accounts
                            + " ON a.ledger = l.ledger AND a.address = l.address")
                    .equal("l.ledger", ledger)
                    .equal("l.meta_key", key)
                    .equal("l.meta_value", metadata.remove(key));
        }
        metadata.forEach((key, value) -> walk.and(
                "EXISTS (SELECT 1 FROM " + tables.name(AccountProjection.METADATA)
                        + " m WHERE m.ledger = a.ledger AND m.address = a.address AND m.meta_key = ?"
                        + " AND m.meta_value = ?)",
                key,
                value));
        walk.andGiven(
                        "a.asset = ?",
                        query.asset() == null ? null : query.asset().toString())
                .andGiven("a.status = ?", query.status() == null ? null : EnumText.of(query.status()))
                .sortedBy(address)
                .and(address + " >= ?", query.prefix())
                .and(address + " < ?", query.prefix() + "~");
        if (!query.slice().after().isEmpty()) {
            walk.and(address + " > ?", query.slice().after().get(0));
        }
        return walk;
    }
}
