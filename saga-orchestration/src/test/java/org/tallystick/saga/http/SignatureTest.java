package org.tallystick.saga.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final byte[] BODY = "what do ya want for nothing?".getBytes(UTF_8);
    private static final long THEN = 1_774_958_400;

    private static Signature at(long seconds) {
        return new Signature(
                "Jefe", Duration.ofMinutes(5), Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC));
    }

    /** Computed with {@code printf '1774958400.what do ya want for nothing?' | openssl dgst -sha256 -hmac Jefe}. */
    @Test
    void isThatOfAnIndependentProgram() {
        assertThat(at(THEN).of("1774958400", BODY))
                .isEqualTo("v1=ec093ca430fc424f33aff1f6f82f909a6ddf2fe418bc0f74efd1094a4888cb66");
    }

    @Test
    void holdsInItsWindowOnly() {
        String signature = at(THEN).of("1774958400", BODY);
        assertThat(at(THEN + 300).isValid("1774958400", signature, BODY)).isTrue();
        assertThat(at(THEN - 300).isValid("1774958400", signature, BODY)).isTrue();
        assertThat(at(THEN + 301).isValid("1774958400", signature, BODY)).isFalse();
        assertThat(at(THEN - 301).isValid("1774958400", signature, BODY)).isFalse();
    }

    @Test
    void holdsForItsBodyTimeAndSecretOnly() {
        String signature = at(THEN).of("1774958400", BODY);
        assertThat(at(THEN).isValid("1774958401", signature, BODY)).isFalse();
        assertThat(at(THEN).isValid("1774958400", signature, "other".getBytes(UTF_8)))
                .isFalse();
        assertThat(at(THEN).isValid("1774958400", signature.substring(1), BODY)).isFalse();
        assertThat(at(THEN).isValid("1774958400", "", BODY)).isFalse();
        assertThat(at(THEN).isValid("1774958400", null, BODY)).isFalse();
        assertThat(at(THEN).isValid(null, signature, BODY)).isFalse();
        assertThat(at(THEN).isValid("-1", signature, BODY)).isFalse();
        assertThat(at(THEN).isValid("9999999999999", signature, BODY)).isFalse();
        Signature other = new Signature("Jeff", Duration.ofMinutes(5), Clock.systemUTC());
        assertThat(at(THEN).isValid("1774958400", other.of("1774958400", BODY), BODY))
                .isFalse();
    }
}
