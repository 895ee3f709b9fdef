package org.tallystick.query.entry;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tallystick.answers.Entry;
import org.tallystick.query.projection.Columns;
import org.tallystick.storage.Micros;
import org.tallystick.values.Address;
import org.tallystick.values.Asset;
import org.tallystick.values.PaymentId;
import org.tallystick.values.Position;
import org.tallystick.values.Side;
import org.tallystick.values.TransactionId;

/**
 * An entry of a statement.
 *
 * @param at the time that it is sorted by, before its position, in microseconds
 * @param balance of the account after it, on the basis that it is sorted by
 * @param counterparty the address on the other side of the posting, where the row tells it
 * @param textless whether its transaction is known to have neither reference nor description
 */
public record StatementEntry(
        long at,
        long position,
        String transaction,
        int posting,
        Side side,
        BigInteger amount,
        String asset,
        Instant effectiveAt,
        Instant recordedAt,
        BigInteger balance,
        EntryOrigin origin,
        @Nullable String counterparty,
        boolean textless) {

    static StatementEntry of(PlainEntry entry, @Nullable String counterparty, Side normal) {
        Instant recorded = Micros.toInstant(entry.recordedAt());
        return new StatementEntry(
                entry.recordedAt(),
                entry.position(),
                entry.transaction(),
                entry.posting(),
                entry.side(),
                entry.amount(),
                entry.asset(),
                recorded,
                recorded,
                entry.counters().balance(normal),
                entry.origin(),
                counterparty,
                entry.textless());
    }

    /** @param time the column that it is sorted by */
    static StatementEntry of(ResultSet row, String time, Side normal) throws SQLException {
        return new StatementEntry(
                row.getLong(time),
                row.getLong("position"),
                row.getString("transaction_id"),
                row.getInt("posting"),
                Columns.side(row),
                Columns.number(row, "amount"),
                row.getString("asset"),
                Columns.instant(row, "effective_at"),
                Columns.instant(row, "recorded_at"),
                Columns.counters(row).balance(normal),
                new EntryOrigin(row.getString("actor"), row.getString("request_id")),
                null,
                false);
    }

    StatementEntry withBalance(BigInteger other) {
        return new StatementEntry(
                at,
                position,
                transaction,
                posting,
                side,
                amount,
                asset,
                effectiveAt,
                recordedAt,
                other,
                origin,
                counterparty,
                textless);
    }

    /** Whether its transaction has more to tell than it does itself. */
    public boolean lacksTransaction() {
        return !textless || counterparty == null;
    }

    /** What it adds to a balance on the normal side. */
    public BigInteger change(Side normal) {
        return side == normal ? amount : amount.negate();
    }

    /** What a cursor says of it. */
    public List<String> key() {
        return List.of(Long.toString(at), Long.toString(position));
    }

    /**
     * As it is answered.
     *
     * @param of the transaction
     * @param payment that made the transaction, or null
     */
    public Entry answer(EntryTransaction of, @Nullable String payment, boolean stale) {
        String other = counterparty == null ? of.counterparty(posting, side) : counterparty;
        return new Entry(
                new Position(position),
                new TransactionId(transaction),
                posting,
                side,
                amount,
                Asset.parse(asset),
                other == null ? null : new Address(other),
                effectiveAt,
                recordedAt,
                balance,
                of.reference(),
                of.description(),
                origin.actor(),
                origin.requestId(),
                payment == null ? null : new PaymentId(payment),
                stale || !of.isKnown() ? Boolean.TRUE : null);
    }
}
