package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Account;
import org.tallystick.api.Parameters;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.http.Pages;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;

/**
 * Accounts by address. No index knows balances, which change with every entry: where they are asked for, accounts are looked
 * at one after the other, and a page ends after so many, be it short.
 */
@Component
public final class AccountListQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(AccountProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);
    private static final int LOOKED_AT_IN_A_PAGE = 2_000;
    private static final int LOOKED_AT_IN_A_COUNT = 20_000;
    private static final int STEP = 1_000;
    private static final int MOST_COUNTED = 100_000;

    private final ProjectionReads reads;
    private final CountedAccounts counted;

    public AccountListQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.counted = new CountedAccounts(lastEntries);
    }

    @QueryHandler
    public Page<Account> handle(ListAccounts query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            Ledgers.require(query.ledger(), view);
            Page<Account> page = query.balances().isAny() ? page(query, view) : pageByBalance(query, view);
            return query.count() ? page.withCount(count(query, view)) : page;
        });
    }

    private Page<Account> page(ListAccounts query, ReadView view) {
        int limit = query.slice().limit();
        List<AccountRow> rows = rows(query, after(query), limit + 1, view);
        return Pages.cut(
                counted.of(query.ledger(), rows, view),
                limit,
                last -> List.of(last.address().value()),
                AccountQueryHandler.position(view));
    }

    private static String after(ListAccounts query) {
        List<String> after = query.slice().after();
        return after.isEmpty() ? null : after.get(0);
    }

    private static List<AccountRow> rows(ListAccounts query, String after, int count, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        IndexWalk walk = walk(query, after, tables);
        return tables.jdbc().query(walk.sql("a.*", false, count), AccountRow.MAPPER, walk.arguments());
    }

    private Page<Account> pageByBalance(ListAccounts query, ReadView view) {
        int limit = query.slice().limit();
        List<Account> found = new ArrayList<>();
        String after = after(query);
        int seen = 0;
        while (after == null || seen < LOOKED_AT_IN_A_PAGE && found.size() < limit) {
            List<AccountRow> rows = rows(query, after, STEP, view);
            counted.of(query.ledger(), rows, view).stream()
                    .filter(account -> query.balances().include(account.balance()))
                    .forEach(found::add);
            if (rows.size() < STEP && found.size() <= limit) {
                return new Page<>(found, null, AccountQueryHandler.position(view));
            }
            seen += rows.size();
            after = rows.get(rows.size() - 1).address().value();
        }
        List<Account> shown = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? shown.get(limit - 1).address().value() : after;
        return new Page<>(shown, List.of(next), AccountQueryHandler.position(view));
    }

    private long count(ListAccounts query, ReadView view) {
        return query.balances().isAny() ? countRows(query, view) : countByBalance(query, view);
    }

    private static long countRows(ListAccounts query, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        IndexWalk walk = walk(query, null, tables);
        return tables.jdbc()
                .queryForObject(
                        "SELECT COUNT(*) FROM (" + walk.sql("a.address", false, MOST_COUNTED) + ") counted",
                        Long.class,
                        walk.arguments());
    }

    private long countByBalance(ListAccounts query, ReadView view) {
        long count = 0;
        String after = null;
        List<AccountRow> rows;
        for (int seen = 0; ; seen += rows.size()) {
            rows = rows(query, after, STEP, view);
            count += counted.of(query.ledger(), rows, view).stream()
                    .filter(account -> query.balances().include(account.balance()))
                    .count();
            if (rows.size() < STEP) {
                return count;
            }
            if (seen + STEP >= LOOKED_AT_IN_A_COUNT) {
                throw Parameters.invalid(
                        "count",
                        "true",
                        "takes a look at the balances of " + LOOKED_AT_IN_A_COUNT
                                + " accounts at most; a longer prefix or another filter makes them fewer");
            }
            after = rows.get(rows.size() - 1).address().value();
        }
    }

    /** Metadata leads along its index, else status and asset. */
    private static IndexWalk walk(ListAccounts query, String after, Tables tables) {
        Map<String, String> metadata = new TreeMap<>(query.metadata());
        String accounts = tables.name(AccountProjection.ACCOUNT) + " a";
        String ledger = query.ledger().value();
        String status = query.status() == null ? null : EnumText.of(query.status());
        String asset = query.asset() == null ? null : query.asset().toString();
        IndexWalk walk;
        String address = "a.address";
        if (metadata.isEmpty()) {
            walk = new IndexWalk(accounts).equal("a.ledger", ledger);
            if (status != null) {
                walk.equal("a.status", status);
            }
            if (asset != null) {
                walk.equal("a.asset", asset);
            }
        } else {
            String key = metadata.keySet().iterator().next();
            address = "l.address";
            walk = new IndexWalk(tables.name(AccountProjection.METADATA) + " l JOIN " + accounts
                            + " ON a.ledger = l.ledger AND a.address = l.address")
                    .equal("l.ledger", ledger)
                    .equal("l.meta_key", key)
                    .equal("l.meta_value", metadata.remove(key))
                    .andGiven("a.asset = ?", asset)
                    .andGiven("a.status = ?", status);
        }
        metadata.forEach((key, value) -> walk.and(
                "EXISTS (SELECT 1 FROM " + tables.name(AccountProjection.METADATA)
                        + " m WHERE m.ledger = a.ledger AND m.address = a.address AND m.meta_key = ?"
                        + " AND m.meta_value = ?)",
                key,
                value));
        return walk.sortedBy(address)
                .and(address + " >= ?", query.prefix())
                .and(address + " < ?", query.prefix() + "~")
                .andGiven(address + " > ?", after);
    }
}
