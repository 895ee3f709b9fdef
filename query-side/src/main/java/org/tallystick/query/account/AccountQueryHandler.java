package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
    private static final List<String> PROJECTIONS =
            List.of(AccountProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);

    private static final int MOST_FOLLOWED = 10_000;
    /** A page of a list, and the one row beyond it that is read. */
    private static final int COUNTED_AT_ONCE = 1_001;

    private static final int MEMORY_PER_BYTE_SHOWN = 4;
    private static final RowMapper<Account> ACCOUNT = (row, index) ->
            new Account(new Address(row.getString("address")), AccountProjection.state(row, Counters.ZERO));

    private final ProjectionReads reads;
    private final LastEntries lastEntries;
    private final PastCounters past;
    private final StreamReads<Counters, Map<String, Object>> accounts;

    /** An account whose counters are still to be read. */
    private record Account(Address address, AccountState state) {
        Map<String, Object> shape(Counters counters) {
            return Representations.account(address, state.withCounters(counters));
        }
    }

    public AccountQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.lastEntries = lastEntries;
        this.past = new PastCounters(lastEntries);
        this.accounts = reads.ofStreams(new StreamReads.Query<>(
                AccountProjection.NAME,
                AccountProjection.ACCOUNT,
                "r.ledger = ? AND r.address = ?",
                EntryProjection.NAME,
                (row, counters) ->
                        Collections.unmodifiableMap(ACCOUNT.mapRow(row, 0).shape(counters)),
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
        return accounts.find(
                        ledger.streamOf(address),
                        query.reached(),
                        lastEntries.telling(ledger, address),
                        ledger.value(),
                        address.value())
                .map(row -> new Found(row.value(), row.position()));
    }

    /** For a moment in the past the counters are those of then; status, limits and metadata are those of now. */
    private Found find(FindAccount query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Account account = account(query.ledger(), query.address(), view);
            Map<String, Object> shown =
                    query.asOf() == null ? now(query, account, view) : then(query, query.asOf(), account, view);
            String stream = query.ledger().streamOf(query.address());
            if (view.isStale(AccountProjection.NAME, stream) || view.isStale(EntryProjection.NAME, stream)) {
                shown.put("stale", true);
            }
            return new Found(shown, position(view));
        });
    }

    /** Both projections have seen every event up to it. */
    private static long position(ReadView view) {
        return Math.min(view.position(AccountProjection.NAME), view.position(EntryProjection.NAME));
    }

    /**
     * All at once, so that the changes after its position continue it without a gap. They are told when the accounts have
     * moved: what they have told already is waited for.
     */
    @QueryHandler
    public Page handle(FollowBalances query) {
        long told = reads.read(
                List.of(AccountProjection.NAME), query.reached(), view -> view.position(AccountProjection.NAME));
        return reads.read(PROJECTIONS, OptionalLong.of(told), view -> {
            Ledgers.require(query.ledger(), view);
            List<Account> found = query.account() == null
                    ? withPrefix(query, view)
                    : List.of(account(query.ledger(), query.account(), view));
            return new Page(shapes(query.ledger(), found, view), null, position(view));
        });
    }

    private static List<Account> withPrefix(FollowBalances query, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<Account> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address >= ? AND address < ? ORDER BY ledger, address LIMIT "
                                + (MOST_FOLLOWED + 1),
                        ACCOUNT,
                        query.ledger().value(),
                        query.prefix(),
                        query.prefix() + "~");
        if (found.size() > MOST_FOLLOWED) {
            throw Parameters.invalid(
                    "prefix", query.prefix(), "must not match more than " + MOST_FOLLOWED + " accounts");
        }
        return found;
    }

    private List<Map<String, Object>> shapes(LedgerName ledger, List<Account> accounts, ReadView view) {
        List<Map<String, Object>> shown = new ArrayList<>(accounts.size());
        for (int from = 0; from < accounts.size(); from += COUNTED_AT_ONCE) {
            List<Account> some = accounts.subList(from, Math.min(accounts.size(), from + COUNTED_AT_ONCE));
            Map<Address, Counters> counters = lastEntries.of(
                    ledger, some.stream().map(Account::address).toList(), view.tables(EntryProjection.NAME));
            some.forEach(account -> shown.add(account.shape(counters.get(account.address))));
        }
        return shown;
    }

    private static Account account(LedgerName ledger, Address address, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<Account> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address = ?",
                        ACCOUNT,
                        ledger.value(),
                        address.value());
        if (found.isEmpty()) {
            throw Ledgers.notFoundIn(ledger, "account " + address, view);
        }
        return found.get(0);
    }

    private Map<String, Object> now(FindAccount query, Account account, ReadView view) {
        return account.shape(lastEntries.of(query.ledger(), query.address(), view.tables(EntryProjection.NAME)));
    }

    private Map<String, Object> then(FindAccount query, AsOf asOf, Account account, ReadView view) {
        Map<String, Object> shown =
                account.shape(past.of(query.ledger(), query.address(), asOf, view.tables(EntryProjection.NAME)));
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
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Tables tables = view.tables(AccountProjection.NAME);
            IndexWalk walk = walk(query, tables);
            List<Account> found = tables.jdbc().query(walk.sql("a.*", false, limit + 1), ACCOUNT, walk.arguments());
            return Pages.cut(
                    shapes(query.ledger(), found, view),
                    limit,
                    last -> List.of((String) last.get("address")),
                    position(view));
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
