package org.tallystick.query.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.events.codec.EnumText;
import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.ListPayments;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.IndexWalk;
import org.tallystick.query.projection.Tables;

/** Which index a list of payments walks along: the first filter given, in the order of how much it tells apart, leads. */
final class PaymentList {
    private PaymentList() {}

    static IndexWalk newest(ListPayments query, Tables tables) {
        Map<String, String> metadata = new TreeMap<>(query.metadata());
        Map<String, Object> filters = new LinkedHashMap<>();
        filters.put("p.reference", query.reference());
        filters.put("p.payer", query.payer());
        filters.put("p.state", query.state() == null ? null : EnumText.of(query.state()));
        filters.put("p.ledger", query.ledger());
        filters.put("p.asset", query.asset());
        filters.put("p.rail", query.rail());
        filters.values().removeIf(value -> value == null);
        boolean byMetadata = query.reference() == null && query.payer() == null && !metadata.isEmpty();
        IndexWalk walk = byMetadata ? alongMetadata(metadata, tables) : alongColumn(filters, tables);
        String position = byMetadata ? "l.position" : "p.position";
        filters.forEach((column, value) -> walk.and(column + " = ?", value.toString()));
        metadata.forEach((key, value) -> walk.and(
                "EXISTS (SELECT 1 FROM " + tables.name(PaymentRows.METADATA)
                        + " m WHERE m.meta_key = ? AND m.meta_value = ? AND m.position = p.position)",
                key,
                value));
        addTimes(walk, position, query, tables);
        if (!query.slice().after().isEmpty()) {
            walk.and(position + " < ?", Long.valueOf(query.slice().after().get(0)));
        }
        return walk.sortedBy(position);
    }

    private static IndexWalk alongMetadata(Map<String, String> metadata, Tables tables) {
        String key = metadata.keySet().iterator().next();
        return new IndexWalk(tables.name(PaymentRows.METADATA) + " l JOIN " + tables.name(PaymentRows.PAYMENT)
                        + " p ON p.position = l.position")
                .equal("l.meta_key", key)
                .equal("l.meta_value", metadata.remove(key));
    }

    private static IndexWalk alongColumn(Map<String, Object> filters, Tables tables) {
        IndexWalk walk = new IndexWalk(tables.name(PaymentRows.PAYMENT) + " p");
        if (filters.isEmpty()) {
            return walk.and("p.position > 0");
        }
        String column = filters.keySet().iterator().next();
        return walk.equal(column, filters.remove(column).toString());
    }

    /** Payments are recorded in the order of their positions: an instant is a place in that order. */
    private static void addTimes(IndexWalk walk, String position, ListPayments query, Tables tables) {
        String since = "(SELECT f.position FROM " + tables.name(PaymentRows.PAYMENT)
                + " f WHERE f.initiated_at >= ? ORDER BY f.initiated_at, f.position LIMIT 1)";
        walk.andGiven(position + " >= " + since, Columns.micros(query.from()));
        walk.andGiven(position + " < COALESCE(" + since + ", " + Long.MAX_VALUE + ")", Columns.micros(query.to()));
    }

    static IndexWalk open(FollowPayments query, Tables tables) {
        return new IndexWalk(tables.name(PaymentRows.PAYMENT) + " p")
                .equal("p.is_open", true)
                .andGiven("p.ledger = ?", text(query.ledger()))
                .andGiven("p.payer = ?", text(query.payer()))
                .andGiven("p.rail = ?", query.rail())
                .sortedBy("p.position");
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
