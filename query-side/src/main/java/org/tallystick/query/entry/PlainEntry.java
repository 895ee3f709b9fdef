package org.tallystick.query.entry;

import java.math.BigInteger;
import org.tallystick.events.AccountEntry;
import org.tallystick.values.Counters;
import org.tallystick.values.Side;

/**
 * A movement of an account that was effective when it was recorded.
 *
 * @param amount what was added to the posted counter of the side, in minor units
 * @param pendingChange what was added to the pending counter of the side; negative when a hold ended
 * @param recordedAt in microseconds
 * @param counters of the account after it
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
        Counters counters) {

    static PlainEntry of(long position, AccountEntry entry, long recordedAt) {
        return new PlainEntry(
                position,
                new AccountKey(entry.ledger().value(), entry.address().value()),
                entry.asset().toString(),
                entry.transaction().value(),
                entry.posting(),
                entry.side(),
                entry.postedChange(),
                entry.pendingChange(),
                recordedAt,
                entry.counters());
    }

    EntryKey key() {
        return new EntryKey(recordedAt, position);
    }
}
