package org.tallystick.query.entry;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Predicate;
import org.tallystick.storage.Leb128;

/**
 * Keys of entries in ascending order, and their stored form: for each key the difference of its position from the one
 * before, then that of its time, both as unsigned LEB128; before the first both are 0.
 */
final class EntryRun {
    private static final EntryKey BEGINNING = new EntryKey(0, 0);

    private long[] positions = new long[2];
    private long[] times = new long[2];
    private int size;

    /** Adds an entry to the run of its account. */
    static void add(PlainEntry entry, Map<AccountKey, EntryRun> runs) {
        runs.computeIfAbsent(entry.account(), absent -> new EntryRun()).add(entry.key());
    }

    void add(EntryKey key) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, size * 2);
            times = Arrays.copyOf(times, size * 2);
        }
        positions[size] = key.position();
        times[size++] = key.recordedAt();
    }

    int size() {
        return size;
    }

    EntryKey get(int index) {
        return new EntryKey(times[index], positions[index]);
    }

    /** How many keys come before this one. */
    int countBefore(EntryKey key) {
        return count(each -> each.compareTo(key) < 0);
    }

    /** How many keys are this one or come before it. */
    int countThrough(EntryKey key) {
        return count(each -> each.compareTo(key) <= 0);
    }

    /** How many keys have this position or one before it. */
    int countThrough(long position) {
        return count(each -> each.position() <= position);
    }

    /** @param early holds for the first keys, up to some key, and for none behind it */
    private int count(Predicate<EntryKey> early) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (early.test(get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void removeFirst(int count) {
        if (count > 0) {
            positions = Arrays.copyOfRange(positions, count, Math.max(size, count + 2));
            times = Arrays.copyOfRange(times, count, Math.max(size, count + 2));
            size -= count;
        }
    }

    /** A copy without the first ones. */
    EntryRun from(int first) {
        EntryRun rest = new EntryRun();
        for (int i = first; i < size; i++) {
            rest.add(get(i));
        }
        return rest;
    }

    /** @param to exclusive */
    byte[] encode(int from, int to) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(16 + 4 * (to - from));
        EntryKey last = BEGINNING;
        for (int i = from; i < to; i++) {
            Leb128.write(positions[i] - last.position(), bytes);
            Leb128.write(times[i] - last.recordedAt(), bytes);
            last = get(i);
        }
        return bytes.toByteArray();
    }

    static EntryRun decode(byte[] bytes) {
        EntryRun run = new EntryRun();
        EntryKey last = BEGINNING;
        Leb128.Reader differences = new Leb128.Reader(bytes);
        while (differences.hasNext()) {
            long position = last.position() + differences.next();
            last = new EntryKey(last.recordedAt() + differences.next(), position);
            run.add(last);
        }
        return run;
    }
}
