package org.tallystick.eventstore.journal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tallystick.storage.LowerHex;

/**
 * An identifier that begins with the time at which it was made: 32 lower-case hexadecimal digits, the first 12 of them
 * milliseconds since 1970, which must lie between 2020 and 2100. Ordered by its bytes, so by time, within a scope.
 *
 * @param scope what comes before it in the name of a stream
 */
record TimeOrderedId(String scope, long high, long low) implements Comparable<TimeOrderedId> {
    static final int BYTES = 16;

    private static final int DIGITS = 32;
    private static final long FIRST_MILLIS = 1_577_836_800_000L;
    private static final long END_MILLIS = 4_102_444_800_000L;

    /**
     * What a stream is named by; empty when it has another form.
     *
     * @param before what stands between scope and identifier, for the first time in the name; null where no stream is named so
     */
    static Optional<TimeOrderedId> of(String stream, @Nullable String before) {
        int digits = stream.length() - DIGITS;
        if (before == null) {
            return Optional.empty();
        }
        int end = digits - before.length();
        if (end <= 0
                || stream.indexOf(before.charAt(0)) != end
                || !stream.startsWith(before, end)
                || !LowerHex.isAll(stream, digits)) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(stream, digits, digits + DIGITS / 2);
        long low = HexFormat.fromHexDigitsToLong(stream, digits + DIGITS / 2, stream.length());
        TimeOrderedId id = new TimeOrderedId(stream.substring(0, end), high, low);
        return id.millis() >= FIRST_MILLIS && id.millis() < END_MILLIS ? Optional.of(id) : Optional.empty();
    }

    long millis() {
        return high >>> 16;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** The first identifier of a millisecond that comes so much later. */
    byte[] after(long millis) {
        return new TimeOrderedId(scope, millis() + millis << 16, 0).bytes();
    }

    /** Milliseconds are far from 2^47, so the high half is never negative. */
    @Override
    public int compareTo(TimeOrderedId other) {
        int scopes = scope.compareTo(other.scope);
        if (scopes != 0) {
            return scopes;
        }
        int highs = Long.compare(high, other.high);
        return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
    }
}
