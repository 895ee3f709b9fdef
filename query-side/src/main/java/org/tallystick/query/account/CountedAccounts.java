package org.tallystick.query.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tallystick.answers.Account;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.readmodels.ProjectionReads.ReadView;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;

/** Accounts of which the rows were read, with what they count and whether one waits to be repaired. */
final class CountedAccounts {
    /** A page of a list, and the one row beyond it that is read. */
    private static final int AT_ONCE = 1_001;

    private final LastEntries lastEntries;

    CountedAccounts(LastEntries lastEntries) {
        this.lastEntries = lastEntries;
    }

    List<Account> of(LedgerName ledger, List<AccountRow> rows, ReadView view) {
        List<Account> accounts = new ArrayList<>(rows.size());
        if (rows.isEmpty()) {
            return accounts;
        }
        Set<String> stale = new HashSet<>(view.staleStreams(AccountProjection.NAME));
        stale.addAll(view.staleStreams(EntryProjection.NAME));
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<AccountRow> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            Map<Address, LastEntries.Last> last = lastEntries.of(
                    ledger, some.stream().map(AccountRow::address).toList(), view.tables(EntryProjection.NAME));
            some.forEach(row ->
                    accounts.add(row.now(last.get(row.address()), stale.contains(ledger.streamOf(row.address())))));
        }
        return accounts;
    }
}
