package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Account;
import org.tallystick.api.Parameters;
import org.tallystick.queries.ListAccounts;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;

/**
 * Accounts by address. No index knows balances, which change with every entry: where they are asked for, accounts are looked
 * at one after the other, and a page ends after so many, be it short.
 */
@Component
public final class AccountListQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(AccountProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);
    private static final int STEPS_OF_A_PAGE = 2;
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
        AccountFilters.Part part =
                filters(query, after(query), view).part(query.slice().limit());
        return answer(counted.of(query.ledger(), part.rows(), view), part.next(), view);
    }

    private static Page<Account> answer(List<Account> shown, String next, ReadView view) {
        return new Page<>(shown, next == null ? null : List.of(next), AccountQueryHandler.position(view));
    }

    private static String after(ListAccounts query) {
        List<String> after = query.slice().after();
        return after.isEmpty() ? null : after.get(0);
    }

    private static AccountFilters filters(ListAccounts query, String after, ReadView view) {
        return new AccountFilters(query, after, view.tables(AccountProjection.NAME));
    }

    private Page<Account> pageByBalance(ListAccounts query, ReadView view) {
        int limit = query.slice().limit();
        List<Account> found = new ArrayList<>();
        String next = after(query);
        for (int step = 0; step < STEPS_OF_A_PAGE && found.size() <= limit && (step == 0 || next != null); step++) {
            AccountFilters.Part part = filters(query, next, view).part(STEP);
            found.addAll(byBalance(query, part, view));
            next = part.next();
        }
        return found.size() <= limit
                ? answer(found, next, view)
                : answer(found.subList(0, limit), found.get(limit - 1).address().value(), view);
    }

    private List<Account> byBalance(ListAccounts query, AccountFilters.Part part, ReadView view) {
        return counted.of(query.ledger(), part.rows(), view).stream()
                .filter(account -> query.balances().include(account.balance()))
                .toList();
    }

    private long count(ListAccounts query, ReadView view) {
        return query.balances().isAny() ? filters(query, null, view).count(MOST_COUNTED) : countByBalance(query, view);
    }

    private long countByBalance(ListAccounts query, ReadView view) {
        long count = 0;
        int seen = 0;
        String next = null;
        do {
            AccountFilters.Part part = filters(query, next, view).part(STEP);
            count += byBalance(query, part, view).size();
            seen += part.rows().size();
            next = part.next();
        } while (next != null && seen < LOOKED_AT_IN_A_COUNT);
        if (next != null) {
            throw Parameters.invalid(
                    "count",
                    "true",
                    "takes a look at the balances of " + LOOKED_AT_IN_A_COUNT
                            + " accounts at most; a longer prefix or another filter makes them fewer");
        }
        return count;
    }
}
