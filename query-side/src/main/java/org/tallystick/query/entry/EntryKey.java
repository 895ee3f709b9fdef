package org.tallystick.query.entry;

/**
 * Where an entry stands among those of its account: by the time when it was recorded, then by its position. Recorded times
 * never decrease, so that this is the order of the positions too.
 *
 * @param recordedAt in microseconds
 */
record EntryKey(long recordedAt, long position) implements Comparable<EntryKey> {
    static final EntryKey FIRST = new EntryKey(Long.MIN_VALUE, Long.MIN_VALUE);
    static final EntryKey LAST = new EntryKey(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Before every entry that was recorded at this time. */
    static EntryKey beginOf(long recordedAt) {
        return new EntryKey(recordedAt, Long.MIN_VALUE);
    }

    /** After every entry that was recorded at this time. */
    static EntryKey endOf(long recordedAt) {
        return new EntryKey(recordedAt, Long.MAX_VALUE);
    }

    @Override
    public int compareTo(EntryKey other) {
        int byTime = Long.compare(recordedAt, other.recordedAt);
        return byTime != 0 ? byTime : Long.compare(position, other.position);
    }
}
