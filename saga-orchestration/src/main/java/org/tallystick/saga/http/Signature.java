package org.tallystick.saga.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs messages and checks those of the other side: HMAC-SHA256 (RFC 2104) over the time in seconds since 1970, a dot, and
 * the body.
 */
public final class Signature {
    public static final String TIMESTAMP = "Tallystick-Timestamp";
    public static final String HEADER = "Tallystick-Signature";

    private static final String VERSION = "v1=";
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;
    private final Duration window;
    private final Clock clock;

    /** @param window how far the time of a message may be from ours, in either direction */
    public Signature(String secret, Duration window, Clock clock) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        this.window = window;
        this.clock = clock;
    }

    public String now() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    public String of(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return VERSION + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    /** Whether somebody who knows the secret signed this, and did so just now. Takes as long for any wrong signature. */
    public boolean isValid(String timestamp, String signature, byte[] body) {
        if (timestamp == null
                || signature == null
                || !SECONDS.matcher(timestamp).matches()) {
            return false;
        }
        Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
        boolean recent = Duration.between(signedAt, clock.instant()).abs().compareTo(window) <= 0;
        byte[] expected = of(timestamp, body).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8)) && recent;
    }
}
