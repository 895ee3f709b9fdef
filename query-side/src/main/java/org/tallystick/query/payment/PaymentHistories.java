package org.tallystick.query.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.PaymentChange;
import org.tallystick.query.projection.Columns;
import org.tallystick.query.projection.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** Reads what happened to payments: to one of them, or to all between two positions. */
final class PaymentHistories {
    private PaymentHistories() {}

    static List<Map<String, Object>> timeline(PaymentId payment, Tables tables) {
        return tables.jdbc()
                .query(
                        "SELECT document FROM " + tables.name(PaymentRows.STEP)
                                + " WHERE payment = ? ORDER BY position",
                        (row, index) -> happening(row).shape(),
                        payment.value());
    }

    private static PaymentHappening happening(ResultSet row) throws SQLException {
        return EventMappers.json().readValue(row.getString("document"), PaymentHappening.class);
    }

    /** At most so many, by position. */
    static List<PaymentChange> changes(long after, long upTo, int limit, Tables tables) {
        return tables.jdbc()
                .query(
                        "SELECT s.position, s.document, p.id, p.ledger, p.payer, p.rail, p.asset, p.amount, p.reference"
                                + " FROM " + tables.name(PaymentRows.STEP) + " s JOIN "
                                + tables.name(PaymentRows.PAYMENT)
                                + " p ON p.id = s.payment WHERE s.position > ? AND s.position <= ?"
                                + " ORDER BY s.position LIMIT " + limit,
                        (row, index) -> change(row),
                        after,
                        upTo);
    }

    private static PaymentChange change(ResultSet row) throws SQLException {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("payment", row.getString("id"));
        members.put("ledger", row.getString("ledger"));
        members.put("payer", row.getString("payer"));
        members.put("amount", Columns.number(row, "amount"));
        members.put("asset", row.getString("asset"));
        members.put("rail", row.getString("rail"));
        members.put("reference", row.getString("reference"));
        members.putAll(happening(row).shape());
        return new PaymentChange(
                row.getLong("position"),
                new PaymentId(row.getString("id")),
                new LedgerName(row.getString("ledger")),
                new Address(row.getString("payer")),
                row.getString("rail"),
                members);
    }
}
