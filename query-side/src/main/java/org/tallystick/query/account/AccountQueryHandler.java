package org.tallystick.query.account;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;
import org.tallystick.answers.Account;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Parameters;
import org.tallystick.queries.FindAccount;
import org.tallystick.queries.FollowBalances;
import org.tallystick.queries.Found;
import org.tallystick.queries.Page;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.entry.PastCounters;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.ledger.Ledgers;
import org.tallystick.readmodels.ProjectionReads;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.readmodels.StreamReads;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** One account, and those that are followed. */
@Component
public final class AccountQueryHandler {
    private static final List<String> PROJECTIONS =
            List.of(AccountProjection.NAME, EntryProjection.NAME, LedgerProjection.NAME);

    private static final int MOST_FOLLOWED = 10_000;
    private static final int MEMORY_PER_BYTE_SHOWN = 4;

    private final ProjectionReads reads;
    private final LastEntries lastEntries;
    private final PastCounters past;
    private final CountedAccounts counted;
    private final StreamReads<LastEntries.Last, Account> accounts;

    public AccountQueryHandler(ProjectionReads reads, LastEntries lastEntries) {
        this.reads = reads;
        this.lastEntries = lastEntries;
        this.past = new PastCounters(lastEntries);
        this.counted = new CountedAccounts(lastEntries);
        this.accounts = reads.ofStreams(new StreamReads.Query<>(
                AccountProjection.NAME,
                AccountProjection.ACCOUNT,
                "r.ledger = ? AND r.address = ?",
                EntryProjection.NAME,
                (row, last) -> AccountRow.MAPPER.mapRow(row, 0).now(last, false),
                shown -> ApiJson.write(shown).length * MEMORY_PER_BYTE_SHOWN));
    }

    @QueryHandler
    public Found<Account> handle(FindAccount query) {
        Optional<Found<Account>> now = query.asOf() == null ? now(query) : Optional.empty();
        return now.orElseGet(() -> find(query));
    }

    private Optional<Found<Account>> now(FindAccount query) {
        LedgerName ledger = query.ledger();
        Address address = query.address();
        return accounts.find(
                        ledger.streamOf(address),
                        query.reached(),
                        lastEntries.telling(ledger, address),
                        ledger.value(),
                        address.value())
                .map(row -> new Found<>(row.value(), row.position()));
    }

    private Found<Account> find(FindAccount query) {
        return reads.read(PROJECTIONS, query.reached(), view -> {
            LedgerName ledger = query.ledger();
            Address address = query.address();
            AccountRow account = account(ledger, address, view);
            Tables entries = view.tables(EntryProjection.NAME);
            String stream = ledger.streamOf(address);
            boolean stale = view.isStale(AccountProjection.NAME, stream) || view.isStale(EntryProjection.NAME, stream);
            Account answer = query.asOf() == null
                    ? account.now(lastEntries.of(ledger, address, entries), stale)
                    : account.then(
                            past.of(ledger, address, query.asOf(), entries),
                            query.asOf().basis(),
                            stale);
            return new Found<>(answer, position(view));
        });
    }

    /** Both projections have seen every event up to it. */
    static long position(ReadView view) {
        return Math.min(view.position(AccountProjection.NAME), view.position(EntryProjection.NAME));
    }

    /**
     * All at once, so that the changes after its position continue it without a gap. They are told when the accounts have
     * moved: what they have told already is waited for.
     */
    @QueryHandler
    public Page<Account> handle(FollowBalances query) {
        long told = reads.read(
                List.of(AccountProjection.NAME), query.reached(), view -> view.position(AccountProjection.NAME));
        return reads.read(PROJECTIONS, OptionalLong.of(told), view -> {
            Ledgers.require(query.ledger(), view);
            List<AccountRow> found = query.account() == null
                    ? withPrefix(query, view)
                    : List.of(account(query.ledger(), query.account(), view));
            return new Page<>(counted.of(query.ledger(), found, view), null, position(view));
        });
    }

    private static List<AccountRow> withPrefix(FollowBalances query, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<AccountRow> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address >= ? AND address < ? ORDER BY ledger, address LIMIT "
                                + (MOST_FOLLOWED + 1),
                        AccountRow.MAPPER,
                        query.ledger().value(),
                        query.prefix(),
                        query.prefix() + "~");
        if (found.size() > MOST_FOLLOWED) {
            throw Parameters.invalid(
                    "prefix", query.prefix(), "must not match more than " + MOST_FOLLOWED + " accounts");
        }
        return found;
    }

    /** @throws org.tallystick.api.ProblemException 404 when there is no such account */
    static AccountRow account(LedgerName ledger, Address address, ReadView view) {
        Tables tables = view.tables(AccountProjection.NAME);
        List<AccountRow> found = tables.jdbc()
                .query(
                        "SELECT a.* FROM " + tables.name(AccountProjection.ACCOUNT)
                                + " a WHERE ledger = ? AND address = ?",
                        AccountRow.MAPPER,
                        ledger.value(),
                        address.value());
        if (found.isEmpty()) {
            throw Ledgers.notFoundIn(ledger, "account " + address, view);
        }
        return found.get(0);
    }
}
