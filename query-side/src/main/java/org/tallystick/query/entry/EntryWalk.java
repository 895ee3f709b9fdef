package org.tallystick.query.entry;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.readmodels.IndexWalk;

/**
 * A way along the entries of an account: those between two keys, both exclusive, at most so many.
 */
record EntryWalk(EntryKey after, EntryKey before, boolean descending, int count) {

    /** The last one before a key. */
    static EntryWalk lastBefore(EntryKey key) {
        return new EntryWalk(EntryKey.FIRST, key, true, 1);
    }

    EntryWalk withCount(int most) {
        return new EntryWalk(after, before, descending, most);
    }

    /** The way that is left behind what was found. */
    EntryWalk behind(List<EntryKey> found) {
        if (found.isEmpty()) {
            return this;
        }
        return from(found.get(found.size() - 1)).withCount(count - found.size());
    }

    /** The way that is left behind a key. */
    EntryWalk from(EntryKey key) {
        return descending ? new EntryWalk(after, key, true, count) : new EntryWalk(key, before, false, count);
    }

    /**
     * The same way over rows of a table that have an index for it.
     *
     * @param time the column that stands for the time of a key
     */
    IndexWalk over(String table, AccountKey account, String time) {
        return new IndexWalk(table)
                .equal("ledger", account.ledger())
                .equal("address", account.address())
                .sortedBy(time)
                .sortedBy("position")
                .and(time + " >= ?", after.recordedAt())
                .and("(" + time + " > ? OR position > ?)", after.recordedAt(), after.position())
                .and(time + " <= ?", before.recordedAt())
                .and("(" + time + " < ? OR position < ?)", before.recordedAt(), before.position());
    }

    /** Whether there may be more on it behind a key. */
    boolean mayGoOnAt(EntryKey key) {
        return descending ? key.compareTo(after) > 0 : key.compareTo(before) < 0;
    }

    List<EntryKey> along(EntryRun run) {
        return along(run, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Along what stands after a position, up to another. */
    List<EntryKey> along(EntryRun run, long beyond, long through) {
        int begin = Math.max(run.countThrough(after), run.countThrough(beyond));
        int end = Math.min(run.countBefore(before), run.countThrough(through));
        List<EntryKey> found = new ArrayList<>(Math.max(0, Math.min(count, end - begin)));
        for (int i = 0; i < count && i < end - begin; i++) {
            found.add(run.get(descending ? end - 1 - i : begin + i));
        }
        return found;
    }
}
