package org.tallystick.query.payment;

import org.tallystick.queries.FollowPayments;
import org.tallystick.queries.ListPayments;
import org.tallystick.query.projection.NewestFirst;
import org.tallystick.readmodels.IndexWalk;
import org.tallystick.readmodels.Tables;
import org.tallystick.values.EnumText;

/** Which payments a list has, and by which columns they are found. */
final class PaymentList {
    private PaymentList() {}

    static NewestFirst newest(ListPayments query, Tables tables) {
        return NewestFirst.of(tables, PaymentRows.PAYMENT)
                .where("message_id", query.messageId())
                .where("rail_reference", PaymentRows.found(query.railReference()))
                .where("standing_order", text(query.standingOrder()))
                .where("reference", query.reference())
                .whereMetadata(PaymentRows.METADATA, query.metadata())
                .where("payer", text(query.payer()))
                .where("is_open", query.ended() == null ? null : !query.ended())
                .whereAny("state", query.states().stream().map(EnumText::of).toList())
                .where("ledger", text(query.ledger()))
                .where("asset", text(query.asset()))
                .where("rail", query.rail())
                .between("initiated_at", query.from(), query.to())
                .after(query.slice().after());
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
