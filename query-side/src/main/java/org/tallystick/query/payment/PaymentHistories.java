package org.tallystick.query.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.tallystick.answers.ChangedPayment;
import org.tallystick.answers.PaymentTimelineEntry;
import org.tallystick.events.codec.EventMappers;
import org.tallystick.queries.PaymentChange;
import org.tallystick.query.projection.Columns;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.LedgerName;
import org.tallystick.values.PaymentId;

/** Reads what happened to payments: to one of them, or to all between two positions. */
final class PaymentHistories {
    private PaymentHistories() {}

    static List<PaymentTimelineEntry> timeline(PaymentId payment, Tables tables) {
        return tables.jdbc()
                .query(
                        "SELECT document FROM " + tables.name(PaymentRows.STEP)
                                + " WHERE payment = ? ORDER BY position",
                        (row, index) -> happening(row),
                        payment.value());
    }

    private static PaymentTimelineEntry happening(ResultSet row) throws SQLException {
        return EventMappers.json()
                .readValue(row.getString("document"), TimelineEntry.class)
                .answer();
    }

    /** At most so many, by position. */
    static List<PaymentChange> changes(long after, long upTo, int limit, Tables tables) {
        return tables.jdbc()
                .query(
                        "SELECT s.document, p.id, p.ledger, p.payer, p.rail, p.asset, p.amount, p.reference"
                                + " FROM " + tables.name(PaymentRows.STEP) + " s JOIN "
                                + tables.name(PaymentRows.PAYMENT)
                                + " p ON p.id = s.payment WHERE s.position > ? AND s.position <= ?"
                                + " ORDER BY s.position LIMIT " + limit,
                        (row, index) -> change(row),
                        after,
                        upTo);
    }

    private static PaymentChange change(ResultSet row) throws SQLException {
        PaymentTimelineEntry entry = happening(row);
        return new PaymentChange(new ChangedPayment(
                new PaymentId(row.getString("id")),
                new LedgerName(row.getString("ledger")),
                new Address(row.getString("payer")),
                Columns.number(row, "amount"),
                Asset.parse(row.getString("asset")),
                row.getString("rail"),
                row.getString("reference"),
                entry.position(),
                entry.recordedAt(),
                entry.event(),
                entry.state(),
                entry.command(),
                entry.step(),
                entry.transaction(),
                entry.messageId(),
                entry.railReference(),
                entry.outcome(),
                entry.attempt(),
                entry.actor(),
                entry.requestId(),
                entry.code(),
                entry.reason()));
    }
}
