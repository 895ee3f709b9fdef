package org.tallystick.query.transaction;

import java.util.List;
import java.util.function.Supplier;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;

/** Along all transactions of a ledger, a range of positions at a time. */
final class WholeWay implements Way {
    private final LedgerName ledger;
    private final Supplier<IndexWalk> transactions;
    private final Tables tables;
    private Span rest;

    WholeWay(LedgerName ledger, Supplier<IndexWalk> transactions, Span all, Tables tables) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.rest = all;
        this.tables = tables;
    }

    @Override
    public Reach ahead(int steps) {
        return new IndexWay(ledger, List.of(transactions), rest, tables).ahead(steps);
    }

    @Override
    public Portion next(int steps) {
        Reach reach = ahead(steps);
        Span passed = reach.ended() ? rest : rest.through(reach.upTo());
        rest = rest.behind(reach.upTo());
        return new Portion(
                "t.ledger = ? AND t.position > ? AND t.position <= ?",
                List.of(ledger.value(), passed.after(), passed.to()),
                reach);
    }
}
