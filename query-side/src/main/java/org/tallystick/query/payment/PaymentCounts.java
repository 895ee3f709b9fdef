package org.tallystick.query.payment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.answers.PaymentCount;
import org.tallystick.queries.CountPayments;
import org.tallystick.readmodels.Rows;
import org.tallystick.readmodels.Tables;
import org.tallystick.storage.Micros;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentPhase;
import org.tallystick.values.PaymentState;

/**
 * How many payments there are in each state. A table of its own has the numbers by ledger, rail and asset, so that nobody
 * goes through the payments for them.
 */
public final class PaymentCounts {
    public static final String COUNT = "payment_count";
    private static final List<String> KEYS = List.of("ledger", "rail", "asset", "state", "is_open");

    private PaymentCounts() {}

    static List<String> tableStatements(Tables tables) {
        return List.of(tables.withRoom("CREATE TABLE " + tables.name(COUNT) + " (ledger " + tables.identifier(63)
                + ", rail " + tables.identifier(100) + ", asset " + tables.identifier(20)
                + ", state VARCHAR(20), is_open BOOLEAN, payments BIGINT NOT NULL, PRIMARY KEY ("
                + String.join(", ", KEYS) + "))"));
    }

    /** What a batch changes. */
    static final class Changes {
        private final Map<List<Object>, Long> added = new HashMap<>();

        /** @param before null for a new payment */
        void move(PaymentState before, PaymentState after) {
            if (before != null) {
                added.merge(key(before), -1L, Long::sum);
            }
            added.merge(key(after), 1L, Long::sum);
        }

        void write(Tables tables) {
            List<Object[]> rows = new ArrayList<>();
            added.forEach((key, payments) -> {
                if (payments != 0) {
                    List<Object> row = new ArrayList<>(key);
                    row.add(payments);
                    rows.add(row.toArray());
                }
            });
            Rows.adding(tables, COUNT, KEYS, List.of("payments")).write(rows);
        }
    }

    /** Where a payment counts: the values of the columns of the key. */
    public static List<Object> key(PaymentState payment) {
        return List.of(
                payment.ledger().value(),
                payment.rail(),
                payment.asset().toString(),
                EnumText.of(payment.phase()),
                !payment.isEnded());
    }

    /** All that the table has, by its key. */
    public static Map<List<Object>, Long> byKey(Tables tables) {
        Map<List<Object>, Long> counts = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT " + String.join(", ", KEYS) + ", payments FROM " + tables.name(COUNT)
                                + " WHERE payments <> 0",
                        row -> {
                            List<Object> key = List.of(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getBoolean(5));
                            counts.put(key, row.getLong(6));
                        });
        return counts;
    }

    /** Those of each state, in the order of the states. */
    static List<PaymentCount> of(CountPayments query, Tables tables) {
        boolean ofFew = query.payer() != null || query.standingOrder() != null;
        List<String> conditions = new ArrayList<>();
        List<Object> arguments = new ArrayList<>();
        filter("payer", query.payer(), conditions, arguments);
        filter("standing_order", query.standingOrder(), conditions, arguments);
        filter("ledger", query.ledger(), conditions, arguments);
        filter("rail", query.rail(), conditions, arguments);
        filter("asset", query.asset(), conditions, arguments);
        if (conditions.isEmpty()) {
            conditions.add("ledger > ''");
        }
        Map<PaymentPhase, long[]> counts = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT state, is_open, " + (ofFew ? "COUNT(*)" : "SUM(payments)") + " FROM "
                                + tables.name(ofFew ? PaymentRows.PAYMENT : COUNT) + " WHERE "
                                + String.join(" AND ", conditions) + " GROUP BY is_open, state",
                        row -> {
                            PaymentPhase phase = EnumText.parse(PaymentPhase.values(), row.getString(1));
                            long[] both = counts.computeIfAbsent(phase, absent -> new long[2]);
                            both[row.getBoolean(2) ? 1 : 0] += row.getLong(3);
                        },
                        arguments.toArray());
        List<PaymentCount> all = new ArrayList<>();
        for (PaymentPhase phase : PaymentPhase.values()) {
            long[] both = counts.getOrDefault(phase, new long[2]);
            all.add(new PaymentCount(phase, both[0] + both[1], both[1]));
        }
        return all;
    }

    private static void filter(String column, Object value, List<String> conditions, List<Object> arguments) {
        if (value != null) {
            conditions.add(column + " = ?");
            arguments.add(value.toString());
        }
    }

    /** @param oldest when the first of them was initiated */
    public record Open(long payments, Instant oldest) {}

    /** Of all that ever were, by the names of states in the API. */
    public static Map<String, Long> all(Tables tables) {
        Map<String, Long> counts = new HashMap<>();
        tables.jdbc().query("SELECT state, SUM(payments) FROM " + tables.name(COUNT) + " GROUP BY state", row -> {
            counts.put(row.getString(1), row.getLong(2));
        });
        return counts;
    }

    /** Of those that have not ended. */
    public static Map<String, Open> open(Tables tables) {
        Map<String, Open> counts = new HashMap<>();
        tables.jdbc()
                .query(
                        "SELECT state, COUNT(*), MIN(initiated_at) FROM " + tables.name(PaymentRows.PAYMENT)
                                + " WHERE is_open = TRUE GROUP BY state",
                        row -> {
                            counts.put(row.getString(1), new Open(row.getLong(2), Micros.toInstant(row.getLong(3))));
                        });
        return counts;
    }
}
