package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.PaymentEvent;
import org.tallystick.events.TransactionEvent;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.readmodels.Batch;
import org.tallystick.readmodels.EventRange;
import org.tallystick.readmodels.Projection;
import org.tallystick.readmodels.Tables;

/**
 * Payments, and beside them, from the events of ledgers, what the ledger holds for them and what is pending on the accounts
 * that they clear through: all in one projection, so that one read compares them at one position. None of the three is
 * derived from another.
 */
@Component
@Order(5)
@ProcessingGroup(PaymentProjection.NAME)
public final class PaymentProjection implements Projection {
    public static final String NAME = "payments";

    private final PaymentFollowers followers;

    public PaymentProjection(PaymentFollowers followers) {
        this.followers = followers;
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
                        PaymentCounts.tableStatements(tables),
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
                        PaymentCounts.COUNT,
                        PaymentTransactions.TRANSACTION,
                        ClearingAccounts.CLEARING,
                        ClearingAccounts.PENDING)
                .map(tables::name)
                .toList();
    }

    @Override
    public Batch begin(EventRange events) {
        return new Happenings();
    }

    @EventHandler
    void on(PaymentEvent event, RecordedEvent recorded, Happenings happenings) {
        happenings.payments.add(recorded);
    }

    @EventHandler
    void on(TransactionEvent event, Happenings happenings) {
        happenings.transactions.add(event);
    }

    @EventHandler
    void on(AccountEntry entry, Happenings happenings) {
        if (ClearingAccounts.isPending(entry)) {
            happenings.pending.add(entry);
        }
    }

    private static final class Happenings implements Batch {
        private final List<RecordedEvent> payments = new ArrayList<>();
        private final List<TransactionEvent> transactions = new ArrayList<>();
        private final List<AccountEntry> pending = new ArrayList<>();

        /** The transactions come first: the entries are told apart by them. */
        @Override
        public void write(Tables tables) {
            PaymentRows.write(payments, tables);
            PaymentTransactions.write(payments, transactions, tables);
            ClearingAccounts.write(payments, pending, tables);
        }
    }

    @Override
    public void published(List<RecordedEvent> events, Tables tables) {
        followers.tell(events, tables);
    }
}
