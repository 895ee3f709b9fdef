package org.tallystick.app.verification;

import java.time.Duration;
import java.util.List;
import org.tallystick.eventstore.EventLog;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.account.AccountProjection;
import org.tallystick.query.entry.EntryIndex;
import org.tallystick.query.entry.EntryProjection;
import org.tallystick.query.entry.LastEntries;
import org.tallystick.query.ledger.LedgerProjection;
import org.tallystick.query.payment.PaymentProjection;
import org.tallystick.query.transaction.TransactionProjection;
import org.tallystick.readmodels.ProjectionEngine;
import org.tallystick.readmodels.Tables;

/**
 * Compares the events with themselves, and the read models with the events, batch by batch, so that memory does not grow
 * with the store, but for its ledgers. What is right follows from the events alone: each must continue the one before it on
 * its stream, the entries of a transaction must balance, and each row of a read model must say what its events say.
 *
 * <p>Nobody may write to the store meanwhile: what is compared last would not be what was read first.
 */
public final class Verification {
    private static final Duration CATCH_UP = Duration.ofMinutes(10);

    private final EventLog log;
    private final ProjectionEngine engine;
    private final VerificationListener listener;
    private final ReadableEvents readable;
    private final EntryCheck entries;
    private final AccountCheck accounts;
    private final LedgerCheck ledgers;
    private final TransactionCheck transactions;
    private final PaymentCheck payments;
    private long events;
    private long differences;

    /** For one run. */
    public Verification(EventLog log, ProjectionEngine engine, VerificationListener listener) {
        this.log = log;
        this.engine = engine;
        this.listener = listener;
        this.readable = new ReadableEvents(log, this::differ);
        Tables entryTables = engine.serving(EntryProjection.NAME);
        LastEntries lastEntries = new LastEntries(new EntryIndex());
        this.entries = new EntryCheck(entryTables, lastEntries, this::differ);
        this.accounts = new AccountCheck(
                new AccountHistories(log),
                readable,
                engine.serving(AccountProjection.NAME),
                entryTables,
                lastEntries,
                this::differ,
                listener::notCompared);
        this.ledgers = new LedgerCheck(engine.serving(LedgerProjection.NAME), this::differ);
        this.transactions = new TransactionCheck(engine.serving(TransactionProjection.NAME), this::differ);
        this.payments = new PaymentCheck(log, engine.serving(PaymentProjection.NAME), this::differ);
    }

    /**
     * Waits for the read models first, ten minutes at most. Whatever else keeps it from reading is thrown as it comes from
     * the database.
     */
    public VerificationResult run() throws InterruptedException {
        if (!engine.awaitPosition(log.head(), CATCH_UP)) {
            return new VerificationResult.NotCompared("the read models do not catch up");
        }
        checkEvents();
        entries.compareTotals();
        if (entries.damaged()) {
            listener.notCompared(
                    "Accounts, ledgers, payments, sums and numbers of rows were not compared, since not all"
                            + " entries of the read model can be read.");
        } else {
            accounts.compare();
            compareWholes();
        }
        return new VerificationResult.Compared(events, accounts.compared(), differences);
    }

    private void checkEvents() {
        long head = log.head();
        for (List<RecordedEvent> batch = readable.next(); !batch.isEmpty(); batch = readable.next()) {
            accounts.check(batch);
            ledgers.check(batch);
            long after = batch.get(0).position() - 1;
            long last = after + batch.size();
            entries.check(batch, after, last);
            transactions.check(batch, after, last);
            payments.check(batch);
            events += batch.size();
            listener.reached(last, head);
        }
    }

    private void compareWholes() {
        if (!readable.complete()) {
            listener.notCompared(
                    "Ledgers, payments, sums and numbers of rows were not compared, since not all events can be read.");
            return;
        }
        ledgers.compare();
        accounts.compareCount();
        entries.compareBlocks();
        entries.compareSums();
        transactions.compareCounts();
        payments.compare();
    }

    private void differ(String what) {
        differences++;
        listener.differs(what);
    }
}
