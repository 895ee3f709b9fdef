package org.tallystick.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.tallystick.values.InvalidValueException;

/** Instants as clients write them: ISO 8601 with a zone offset, at most to the microsecond, years 1 to 9999. */
public final class Instants {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private Instants() {}

    /** @throws InvalidValueException when the text is anything else */
    public static Instant parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.getNano() % 1_000 == 0 && !instant.isBefore(FIRST) && !instant.isAfter(LAST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static InvalidValueException malformed() {
        return new InvalidValueException(
                "must be an instant such as 2026-03-31T12:00:00Z, at most to the microsecond, in the years 1 to 9999");
    }
}
