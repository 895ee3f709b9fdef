package org.tallystick.query.payment;

import java.util.List;
import java.util.stream.Stream;
import org.tallystick.events.RecordedEvent;
import org.tallystick.query.projection.Projection;
import org.tallystick.query.projection.Tables;

/**
 * Payments, and beside them, from the events of ledgers, what the ledger holds for them and what is pending on the accounts
 * that they clear through: all in one projection, so that one read compares them at one position. None of the three is
 * derived from another.
 */
public final class PaymentProjection implements Projection {
    public static final String NAME = "payments";

    private final PaymentFollowers followers;

    public PaymentProjection(PaymentFollowers followers) {
        this.followers = followers;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The second says otherwise of some payments whether they are open. */
    @Override
    public int edition() {
        return 2;
    }

    @Override
    public List<String> tableStatements(Tables tables) {
        return Stream.of(
                        PaymentRows.tableStatements(tables),
                        PaymentTransactions.tableStatements(tables),
                        ClearingAccounts.tableStatements(tables))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<String> indexStatements(Tables tables) {
        return Stream.concat(
                        PaymentRows.indexStatements(tables).stream(),
                        PaymentTransactions.indexStatements(tables).stream())
                .toList();
    }

    @Override
    public List<String> tableNames(Tables tables) {
        return Stream.of(
                        PaymentRows.PAYMENT,
                        PaymentRows.METADATA,
                        PaymentRows.STEP,
                        PaymentTransactions.TRANSACTION,
                        ClearingAccounts.CLEARING,
                        ClearingAccounts.PENDING)
                .map(tables::name)
                .toList();
    }

    /** The transactions come first: the entries are told apart by them. */
    @Override
    public void apply(List<RecordedEvent> events, Tables tables) {
        PaymentRows.write(events, tables);
        PaymentTransactions.write(events, tables);
        ClearingAccounts.write(events, tables);
    }

    @Override
    public void published(List<RecordedEvent> events, Tables tables) {
        followers.tell(events, tables);
    }
}
