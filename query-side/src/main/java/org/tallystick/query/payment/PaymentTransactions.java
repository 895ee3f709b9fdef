package org.tallystick.query.payment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.HeldTransactionPosted;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.events.TransactionEvent;
import org.tallystick.events.TransactionExpired;
import org.tallystick.events.TransactionHeld;
import org.tallystick.events.TransactionPosted;
import org.tallystick.events.TransactionVoided;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.readmodels.InList;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;
import org.tallystick.values.TransactionId;

/**
 * The transactions that payments made in their ledgers, by the events of the ledgers, and whether they hold funds. They come
 * in any order with the events of their payment, since some may wait as dead letters.
 */
public final class PaymentTransactions {
    public static final String TRANSACTION = "payment_transaction";
    private static final int IDS = 500;
    private static final List<String> KEYS = List.of("ledger", "transaction_id");

    private PaymentTransactions() {}

    static List<String> tableStatements(Tables tables) {
        return List.of("CREATE TABLE " + tables.name(TRANSACTION) + " (ledger " + tables.identifier(63)
                + " NOT NULL, transaction_id " + tables.identifier(100) + " NOT NULL, payment "
                + tables.identifier(100) + " NOT NULL, held BOOLEAN DEFAULT FALSE NOT NULL,"
                + " PRIMARY KEY (ledger, transaction_id))");
    }

    static List<String> indexStatements(Tables tables) {
        String table = tables.name(TRANSACTION);
        return List.of("CREATE INDEX " + table + "_held ON " + table + " (held, payment)");
    }

    static void write(List<RecordedEvent> payments, List<TransactionEvent> transactions, Tables tables) {
        Map<List<String>, Object[]> known = new LinkedHashMap<>();
        Map<List<String>, Object[]> held = new LinkedHashMap<>();
        List<Object[]> ended = new ArrayList<>();
        for (RecordedEvent event : payments) {
            if (event.payload() instanceof PaymentInitiated initiated) {
                put(known, initiated.ledger(), initiated.hold().value(), initiated.payment());
            }
        }
        for (TransactionEvent happened : transactions) {
            String id = happened.transaction().value();
            if (!happened.transaction().isDerived()) {
                continue;
            }
            if (happened instanceof TransactionHeld hold) {
                DerivedIds.paymentOf(hold.transaction(), hold.metadata())
                        .ifPresent(payment -> put(held, hold.ledger(), id, payment));
            } else if (happened instanceof TransactionPosted posted) {
                DerivedIds.paymentOf(posted.transaction(), posted.metadata())
                        .ifPresent(payment -> put(known, posted.ledger(), id, payment));
            } else if (endsHold(happened)) {
                ended.add(new Object[] {happened.ledger().value(), id, false});
            }
        }
        Rows.replacing(tables, TRANSACTION, KEYS, List.of("payment")).write(List.copyOf(known.values()));
        Rows.replacing(tables, TRANSACTION, KEYS, List.of("payment", "held"))
                .write(held.values().stream()
                        .map(row -> new Object[] {row[0], row[1], row[2], true})
                        .toList());
        Rows.replacing(tables, TRANSACTION, KEYS, List.of("held")).update(ended);
    }

    private static boolean endsHold(TransactionEvent event) {
        return event instanceof HeldTransactionPosted
                || event instanceof TransactionVoided
                || event instanceof TransactionExpired;
    }

    private static void put(
            Map<List<String>, Object[]> rows, LedgerName ledger, String transaction, PaymentId payment) {
        rows.put(List.of(ledger.value(), transaction), new Object[] {ledger.value(), transaction, payment.value()});
    }

    /** Which of these transactions of a ledger belong to payments, and to which. */
    public static Map<String, String> paymentsOf(LedgerName ledger, Collection<String> transactions, Tables tables) {
        List<String> ids = transactions.stream()
                .filter(id -> id.startsWith(TransactionId.DERIVED_PREFIX))
                .distinct()
                .toList();
        Map<String, String> found = new HashMap<>();
        for (InList some : InList.parts(ids, IDS)) {
            List<Object> arguments = new ArrayList<>(List.of(ledger.value()));
            arguments.addAll(some.arguments());
            tables.jdbc()
                    .query(
                            "SELECT transaction_id, payment FROM " + tables.name(TRANSACTION)
                                    + " WHERE ledger = ? AND transaction_id" + some.sql(),
                            row -> {
                                found.put(row.getString(1), row.getString(2));
                            },
                            arguments.toArray());
        }
        return found;
    }
}
