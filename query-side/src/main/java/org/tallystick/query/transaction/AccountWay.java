package org.tallystick.query.transaction;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.query.entry.AccountTransactions;
import org.tallystick.query.search.Span;
import org.tallystick.query.search.Way;
import org.tallystick.readmodels.InList;
import org.tallystick.storage.Database;
import org.tallystick.values.LedgerName;

/** Along the entries of accounts. Those of a transaction stand before its own event, perhaps in two portions. */
final class AccountWay implements Way<Long> {
    private final AccountTransactions transactions;
    private final LedgerName ledger;
    private final Span<Long> all;
    private final Database database;

    AccountWay(LedgerName ledger, AccountTransactions transactions, Span<Long> all, Database database) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.all = all;
        this.database = database;
    }

    /** An entry is read before it tells its transaction. */
    @Override
    public int cost() {
        return 8;
    }

    @Override
    public Reach<Long> ahead(int steps) {
        return reach(transactions.ahead(steps), steps);
    }

    @Override
    public Portion<Long> next(int steps) {
        AccountTransactions.Some some = transactions.next(steps);
        if (some.transactions().isEmpty()) {
            return Portion.nothing(reach(some, steps));
        }
        InList.Condition ids = new InList(some.transactions()).with(database, "t.ledger", ledger.value(), "t.id");
        List<Object> arguments = new ArrayList<>(ids.arguments());
        arguments.add(all.after());
        arguments.add(all.before());
        return new Portion<>(ids.sql() + " AND t.position > ? AND t.position < ?", arguments, reach(some, steps));
    }

    private static Reach<Long> reach(AccountTransactions.Some some, int steps) {
        return new Reach<>(some.entries(), some.upTo(), some.entries() < steps);
    }
}
