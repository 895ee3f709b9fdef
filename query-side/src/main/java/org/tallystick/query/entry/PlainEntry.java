package org.tallystick.query.entry;

import java.math.BigInteger;
import org.tallystick.events.AccountEntry;
import org.tallystick.eventstore.RecordedEvent;
import org.tallystick.query.projection.Columns;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * A movement of an account that was effective when it was recorded.
 *
 * @param amount what was added to the posted counter of the side, in minor units
 * @param pendingChange what was added to the pending counter of the side; negative when a hold ended
 * @param recordedAt in microseconds
 * @param counters of the account after it
 * @param sequence of its event among those of the account
 * @param textless whether its transaction is known to have neither reference nor description
 */
public record PlainEntry(
        long position,
        AccountKey account,
        String asset,
        String transaction,
        int posting,
        Side side,
        BigInteger amount,
        BigInteger pendingChange,
        long recordedAt,
        Counters counters,
        long sequence,
        EntryOrigin origin,
        boolean textless) {

    static PlainEntry of(RecordedEvent event, AccountEntry entry) {
        return new PlainEntry(
                event.position(),
                new AccountKey(entry.ledger().value(), entry.address().value()),
                entry.asset().toString(),
                entry.transaction().value(),
                entry.posting(),
                entry.side(),
                entry.postedChange(),
                entry.pendingChange(),
                Columns.micros(event.recordedAt()),
                entry.counters(),
                event.sequence(),
                EntryOrigin.of(event),
                false);
    }

    PlainEntry withoutTexts() {
        return new PlainEntry(
                position,
                account,
                asset,
                transaction,
                posting,
                side,
                amount,
                pendingChange,
                recordedAt,
                counters,
                sequence,
                origin,
                true);
    }

    boolean isOf(String inLedger, String id) {
        return transaction.equals(id) && account.ledger().equals(inLedger);
    }

    /** Whether it is the other side of the same posting. */
    boolean isOfSamePostingAs(PlainEntry other) {
        return posting == other.posting
                && side != other.side
                && transaction.equals(other.transaction)
                && account.ledger().equals(other.account.ledger());
    }

    EntryKey key() {
        return new EntryKey(recordedAt, position);
    }
}
