package org.tallystick.command.http;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/**
 * Identifiers that sort by the time they were minted at: 12 hexadecimal digits of milliseconds, 4 of a counter within the
 * millisecond, and 16 of randomness that keeps processes apart. The layout is that of a version 7 UUID (RFC 9562) without
 * its fixed bits.
 */
@Component
public final class TimeOrderedIds {
    /** Randomness is drawn for so many identifiers at once: a secure source takes nearly as long for one. */
    private static final int DRAWN_AHEAD = 64;

    private final RandomGenerator random;
    private final ByteBuffer drawn = ByteBuffer.allocate(DRAWN_AHEAD * Long.BYTES);
    private long lastMillis;
    private int counter;

    /** Identifiers that nobody can foresee. */
    public TimeOrderedIds() {
        this(new SecureRandom());
    }

    public TimeOrderedIds(RandomGenerator random) {
        this.random = random;
        drawn.position(drawn.limit());
    }

    /** A new identifier of 32 lower-case hexadecimal digits, above all that this object has minted. */
    public synchronized String next() {
        long now = System.currentTimeMillis();
        if (now > lastMillis) {
            lastMillis = now;
            counter = 0;
        } else if (++counter > 0xFFFF) {
            lastMillis++;
            counter = 0;
        }
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        id.putLong(lastMillis << 16 | counter).putLong(randomBits());
        return HexFormat.of().formatHex(id.array());
    }

    private long randomBits() {
        if (!drawn.hasRemaining()) {
            random.nextBytes(drawn.array());
            drawn.rewind();
        }
        return drawn.getLong();
    }
}
