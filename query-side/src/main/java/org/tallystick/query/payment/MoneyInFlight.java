package org.tallystick.query.payment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tallystick.answers.InFlightSum;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;

/**
 * Per clearing account: what is held for open payments, and what is pending.
 *
 * @param payments how many open payments hold funds
 * @param inFlight the sum of their amounts, by the payments and the transactions that hold them
 * @param pending the pending credits of the account, by its own counters
 * @param own how much of it payments hold, by the entries of the account
 */
public record MoneyInFlight(
        String ledger,
        String asset,
        String address,
        long payments,
        BigInteger inFlight,
        BigInteger pending,
        BigInteger own) {

    /** @param ledger null for all */
    public static List<MoneyInFlight> read(LedgerName ledger, Tables tables) {
        Map<List<String>, Open> open = open(ledger, tables);
        List<MoneyInFlight> accounts = new ArrayList<>();
        tables.jdbc()
                .query(
                        "SELECT c.ledger, c.asset, c.address, COALESCE(p.pending, 0) AS pending, COALESCE(p.own, 0) AS"
                                + " own FROM " + tables.name(ClearingAccounts.CLEARING) + " c LEFT JOIN "
                                + tables.name(ClearingAccounts.PENDING)
                                + " p ON p.ledger = c.ledger AND p.address = c.address AND p.asset = c.asset"
                                + " WHERE c.ledger " + (ledger == null ? "> ''" : "= ?")
                                + " ORDER BY c.ledger, c.asset, c.address",
                        row -> {
                            List<String> key = List.of(row.getString(1), row.getString(2), row.getString(3));
                            Open held = open.getOrDefault(key, new Open(0, BigInteger.ZERO));
                            accounts.add(new MoneyInFlight(
                                    key.get(0),
                                    key.get(1),
                                    key.get(2),
                                    held.payments,
                                    held.amount,
                                    Columns.number(row, "pending"),
                                    Columns.number(row, "own")));
                        },
                        arguments(ledger));
        return accounts;
    }

    private static Object[] arguments(LedgerName ledger) {
        return ledger == null ? new Object[0] : new Object[] {ledger.value()};
    }

    private static Map<List<String>, Open> open(LedgerName ledger, Tables tables) {
        Map<List<String>, Open> found = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT p.ledger, p.asset, p.clearing, COUNT(*) AS payments, SUM(p.amount) AS amount FROM "
                                + tables.name(PaymentTransactions.TRANSACTION) + " t JOIN "
                                + tables.name(PaymentRows.PAYMENT)
                                + " p ON p.id = t.payment WHERE t.held = TRUE AND p.is_open = TRUE"
                                + (ledger == null ? "" : " AND p.ledger = ?")
                                + " GROUP BY p.ledger, p.asset, p.clearing",
                        row -> {
                            found.put(
                                    List.of(row.getString(1), row.getString(2), row.getString(3)),
                                    new Open(row.getLong("payments"), Columns.number(row, "amount")));
                        },
                        arguments(ledger));
        return found;
    }

    /** By ledger and asset. */
    static List<InFlightSum> sums(List<MoneyInFlight> accounts) {
        Map<List<String>, List<MoneyInFlight>> groups = new LinkedHashMap<>();
        accounts.forEach(
                account -> groups.computeIfAbsent(List.of(account.ledger, account.asset), key -> new ArrayList<>())
                        .add(account));
        return groups.values().stream().map(MoneyInFlight::sum).toList();
    }

    /** Of the clearing accounts of one ledger and asset. */
    private static InFlightSum sum(List<MoneyInFlight> accounts) {
        return new InFlightSum(
                new LedgerName(accounts.get(0).ledger),
                Asset.parse(accounts.get(0).asset),
                accounts.stream().mapToLong(MoneyInFlight::payments).sum(),
                sum(accounts, MoneyInFlight::inFlight),
                sum(accounts, MoneyInFlight::pending),
                sum(accounts, MoneyInFlight::otherPending),
                accounts.stream().allMatch(MoneyInFlight::isEqual),
                accounts.stream()
                        .filter(account -> !account.isEqual())
                        .map(account -> new Address(account.address))
                        .toList());
    }

    private static BigInteger sum(List<MoneyInFlight> accounts, Function<MoneyInFlight, BigInteger> amount) {
        return accounts.stream().map(amount).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger otherPending() {
        return pending.subtract(own);
    }

    boolean isEqual() {
        return inFlight.equals(pending);
    }

    private record Open(long payments, BigInteger amount) {}
}
