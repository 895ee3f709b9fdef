package org.tallystick.eventstore.journal;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.tallystick.eventstore.RecordedUnit;

/**
 * Units that a reader has begun to read and could not take at once. A row is decoded as a whole: without this, one of a
 * batch with 100,000 events would be decoded again for every few hundred of them, which takes longer than anybody waits.
 */
final class LargeUnits {
    /** As many readers may be somewhere else in the journal at the same time. */
    private static final int MOST = 4;
    /** Others are decoded again in no time. */
    private static final int FEW_EVENTS = 1_000;

    private final Deque<SoftReference<RecordedUnit>> units = new ArrayDeque<>();
    private final ReentrantLock decoding = new ReentrantLock();

    /** The unit that the event after a position is in the middle of. */
    synchronized Optional<RecordedUnit> around(long position) {
        return units.stream()
                .map(SoftReference::get)
                .filter(unit -> unit != null && isInside(position, unit))
                .findFirst();
    }

    private static boolean isInside(long position, RecordedUnit unit) {
        return position < unit.position()
                && position > unit.position() - unit.events().size();
    }

    /** One reader decodes, the others wait for it: together they might need more memory than there is. */
    RecordedUnit decoded(JournalRow row, UnitCodec codec) {
        if (row.events() <= FEW_EVENTS) {
            return codec.decode(row);
        }
        decoding.lock();
        try {
            return around(row.position() - 1).orElseGet(() -> keep(codec.decode(row)));
        } finally {
            decoding.unlock();
        }
    }

    private synchronized RecordedUnit keep(RecordedUnit unit) {
        units.addFirst(new SoftReference<>(unit));
        if (units.size() > MOST) {
            units.removeLast();
        }
        return unit;
    }
}
