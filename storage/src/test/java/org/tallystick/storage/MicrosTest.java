package org.tallystick.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0001-01-01T00:00:00Z",
                "1677-09-21T00:12:43.145224Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2262-04-11T23:47:16.854776Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void everyInstantOfTheProductIsAWholeNumberOfMicroseconds(String instant) {
        assertThat(Micros.toInstant(Micros.of(Instant.parse(instant)))).hasToString(instant);
    }
}
