package org.tallystick.query.payment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tallystick.events.AccountEntry;
import org.tallystick.events.PaymentInitiated;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.LedgerName;
import org.tallystick.values.Side;

/**
 * The accounts that payments clear through, and the pending credits of every account. An account may become a clearing
 * account at any time, and what is pending on it by then counts.
 */
final class ClearingAccounts {
    static final String CLEARING = "payment_clearing";
    static final String PENDING = "pending_credit";

    private ClearingAccounts() {}

    static List<String> tableStatements(Tables tables) {
        String account = "(ledger " + tables.identifier(63) + " NOT NULL, address " + tables.identifier(200)
                + " NOT NULL, asset " + tables.identifier(20) + " NOT NULL, ";
        return List.of(
                "CREATE TABLE " + tables.name(CLEARING) + " " + account
                        + "position BIGINT NOT NULL, PRIMARY KEY (ledger, asset, address))",
                tables.withRoom("CREATE TABLE " + tables.name(PENDING) + " " + account
                        + "pending NUMERIC(38) NOT NULL, own NUMERIC(38) DEFAULT 0 NOT NULL,"
                        + " PRIMARY KEY (ledger, address))"));
    }

    /** Whether an entry changes what is pending on the side where payments clear. */
    static boolean isPending(AccountEntry entry) {
        return entry.side() == Side.CREDIT && entry.pendingChange().signum() != 0;
    }

    /** @param entries those that are pending */
    static void write(List<RecordedEvent> payments, List<AccountEntry> entries, Tables tables) {
        Map<List<String>, Object[]> clearing = new LinkedHashMap<>();
        for (RecordedEvent event : payments) {
            if (event.payload() instanceof PaymentInitiated initiated) {
                List<String> key = List.of(
                        initiated.ledger().value(),
                        initiated.asset().toString(),
                        initiated.terms().clearing().value());
                clearing.put(key, new Object[] {key.get(0), key.get(1), key.get(2), event.position()});
            }
        }
        Rows.replacing(tables, CLEARING, List.of("ledger", "asset", "address"), List.of("position"))
                .write(List.copyOf(clearing.values()));
        writePending(entries, tables);
    }

    private static void writePending(List<AccountEntry> entries, Tables tables) {
        Map<LedgerName, Set<String>> ours = transactionsOfPayments(entries, tables);
        Map<List<String>, Object[]> pending = new LinkedHashMap<>();
        Map<List<String>, BigInteger> own = new LinkedHashMap<>();
        for (AccountEntry entry : entries) {
            List<String> key = List.of(entry.ledger().value(), entry.address().value());
            pending.put(key, new Object[] {
                key.get(0),
                key.get(1),
                entry.asset().toString(),
                Columns.number(entry.counters().creditsPending())
            });
            if (ours.get(entry.ledger()).contains(entry.transaction().value())) {
                own.merge(key, entry.pendingChange(), BigInteger::add);
            }
        }
        List<String> keys = List.of("ledger", "address");
        Rows.replacing(tables, PENDING, keys, List.of("asset", "pending")).write(List.copyOf(pending.values()));
        List<Object[]> added = new ArrayList<>();
        own.forEach((key, sum) -> added.add(new Object[] {key.get(0), key.get(1), Columns.number(sum)}));
        Rows.adding(tables, PENDING, keys, List.of("own")).update(added);
    }

    private static Map<LedgerName, Set<String>> transactionsOfPayments(List<AccountEntry> entries, Tables tables) {
        Map<LedgerName, List<String>> transactions = entries.stream()
                .collect(Collectors.groupingBy(
                        AccountEntry::ledger,
                        Collectors.mapping(entry -> entry.transaction().value(), Collectors.toList())));
        Map<LedgerName, Set<String>> ours = new HashMap<>();
        transactions.forEach((ledger, ids) -> ours.put(
                ledger, PaymentTransactions.paymentsOf(ledger, ids, tables).keySet()));
        return ours;
    }
}
