package org.tallystick.command.journal;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.tallystick.values.Characters;
import org.tallystick.values.LedgerName;

/**
 * The identifier of a transaction in the form that this program mints: 32 lower-case hexadecimal digits, the first 12 of
 * them milliseconds since 1970, which must lie between 2020 and 2100. Ordered by its bytes, so by time, within a ledger.
 */
record MintedId(String ledger, long high, long low) implements Comparable<MintedId> {
    static final int BYTES = 16;

    private static final int DIGITS = 32;
    private static final long FIRST_MILLIS = 1_577_836_800_000L;
    private static final long END_MILLIS = 4_102_444_800_000L;

    /** What the stream of a transaction is named by; empty when it has another form, or the stream is not a transaction's. */
    static Optional<MintedId> of(String stream) {
        int digits = stream.length() - DIGITS;
        int end = digits - LedgerName.TRANSACTIONS.length();
        if (end <= 0
                || stream.indexOf('/') != end
                || !stream.startsWith(LedgerName.TRANSACTIONS, end)
                || !Characters.areLowerHex(stream, digits)) {
            return Optional.empty();
        }
        long high = HexFormat.fromHexDigitsToLong(stream, digits, digits + DIGITS / 2);
        long low = HexFormat.fromHexDigitsToLong(stream, digits + DIGITS / 2, stream.length());
        MintedId id = new MintedId(stream.substring(0, end), high, low);
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
        return new MintedId(ledger, millis() + millis << 16, 0).bytes();
    }

    /** Milliseconds are far from 2^47, so the high half is never negative. */
    @Override
    public int compareTo(MintedId other) {
        int ledgers = ledger.compareTo(other.ledger);
        if (ledgers != 0) {
            return ledgers;
        }
        int highs = Long.compare(high, other.high);
        return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
    }
}
