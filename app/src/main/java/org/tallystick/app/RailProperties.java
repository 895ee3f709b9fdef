package org.tallystick.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.env.ConfigurableEnvironment;
import org.tallystick.app.settings.Settings;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.rail.http.HttpRail;
import org.tallystick.saga.rail.http.HttpRailSettings;
import org.tallystick.saga.rail.iso20022.Iso20022Rail;
import org.tallystick.saga.rail.iso20022.Iso20022Settings;

/** The settings {@code tallystick.rails.*} and {@code tallystick.screening.*}. A rail or screening is there when it has a place. */
final class RailProperties {
    static final String ISO_20022 = "tallystick.rails.iso20022.";
    static final String HTTP = "tallystick.rails.http.";
    static final String SCREENING = "tallystick.screening.";

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final int ATTEMPTS = 3;
    private static final int SHORTEST_SECRET = 16;

    private final Settings files;
    private final Settings http;
    private final Settings screening;

    RailProperties(ConfigurableEnvironment environment) {
        files = Settings.under(environment, ISO_20022);
        http = Settings.under(environment, HTTP);
        screening = Settings.under(environment, SCREENING);
    }

    /** The rails that have a place, beside the simulator. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (files.has("folder")) {
            names.add(Iso20022Rail.NAME);
        }
        if (http.has("url")) {
            names.add(HttpRail.NAME);
        }
        return names;
    }

    Iso20022Settings iso20022() {
        return new Iso20022Settings(
                files.required("folder", Path::of),
                new Iso20022Settings.Debtor(
                        files.required("debtor-name", text -> text),
                        files.required("debtor-account", text -> text),
                        files.required("debtor-bank", text -> text)),
                files.optional("bundle-every", Duration::parse, Duration.ZERO),
                files.optional("look-every", Duration::parse, LOOK_EVERY),
                files.optional("max-file-bytes", Long::valueOf, Iso20022Settings.DEFAULT_MAX_FILE_BYTES));
    }

    HttpRailSettings http() {
        return new HttpRailSettings(
                http.required("url", URI::create),
                http.optional("timeout", Duration::parse, TIMEOUT),
                http.optional("attempts", Integer::valueOf, ATTEMPTS),
                http.optional("first-backoff", Duration::parse, FIRST_BACKOFF));
    }

    Signature httpSignature(Clock clock) {
        return new Signature(
                http.required("secret", RailProperties::secret),
                http.optional("window", Duration::parse, WINDOW),
                clock);
    }

    private static String secret(String text) {
        if (text.length() < SHORTEST_SECRET) {
            throw new IllegalArgumentException("must have at least " + SHORTEST_SECRET + " characters");
        }
        return text;
    }

    /** Null when there are no rules. */
    Path screeningRules() {
        return screening.optional("rules", Path::of, null);
    }

    /** Null when no service is asked. */
    URI screeningUrl() {
        return screening.optional("url", URI::create, null);
    }

    Duration screeningTimeout() {
        return screening.optional("timeout", Duration::parse, TIMEOUT);
    }

    Signature screeningSignature(Clock clock) {
        return new Signature(screening.required("secret", RailProperties::secret), WINDOW, clock);
    }
}
