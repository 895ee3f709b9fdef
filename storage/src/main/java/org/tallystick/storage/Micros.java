package org.tallystick.storage;

import java.time.Instant;

/** Instants as whole microseconds since 1970-01-01T00:00:00Z, for every year that an instant of the product can have. */
public final class Micros {
    private static final long PER_SECOND = 1_000_000;

    private Micros() {}

    /** Not by {@code ChronoUnit.MICROS}, which goes by nanoseconds on JDK 17 and overflows before 1678 and after 2262. */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), PER_SECOND), instant.getNano() / 1_000);
    }

    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, PER_SECOND), Math.floorMod(micros, PER_SECOND) * 1_000);
    }
}
