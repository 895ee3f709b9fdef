package org.tallystick.saga.rail.http;

import java.net.URI;
import java.time.Duration;
import org.tallystick.commands.ClaimSubmission;

/**
 * How the rail works with its provider.
 *
 * @param url where payments are posted; what became of one is asked at this, a slash and the message identifier
 * @param timeout of one attempt
 * @param attempts how often a payment is sent before the rail is silent
 * @param firstBackoff between the first two attempts; it doubles each time, with jitter of a half either way
 */
public record HttpRailSettings(URI url, Duration timeout, int attempts, Duration firstBackoff) {
    /** A payment that was claimed has to leave in time, or not at all. */
    private static final Duration LONGEST_CONNECT = ClaimSubmission.HOLDS.minusSeconds(5);

    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

    public HttpRailSettings {
        if (url.getScheme() == null || !url.getScheme().matches("https?") || url.getHost() == null) {
            throw new IllegalArgumentException("the URL of the http rail must start with http:// or https://");
        }
    }

    Duration connectTimeout() {
        return timeout.compareTo(LONGEST_CONNECT) < 0 ? timeout : LONGEST_CONNECT;
    }
}
