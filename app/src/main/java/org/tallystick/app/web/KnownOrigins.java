package org.tallystick.app.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tallystick.app.settings.UsageException;

/** The origins (RFC 6454) of pages that may call this server: that which it serves itself, and those that are configured. */
final class KnownOrigins {
    static final String SETTING = "tallystick.origins";

    private static final Pattern FORM = Pattern.compile("(https?)://(.+)", Pattern.CASE_INSENSITIVE);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Set<Origin> known = new HashSet<>();

    /** @throws UsageException when one of them is no origin */
    KnownOrigins(List<String> configured) {
        for (String text : configured) {
            Origin origin = Origin.parse(text);
            if (origin == null) {
                throw new UsageException(SETTING + ": " + text
                        + " is not an origin, such as https://ledger.example.org or http://127.0.0.1:9000");
            }
            known.add(origin);
        }
    }

    /**
     * Whether a page of this origin may call. The scheme does not count: whether the server is reached by TLS, a proxy in
     * front knows, and this server does not.
     */
    boolean allow(String sent, Authority host) {
        Origin origin = Origin.parse(sent);
        return origin != null
                && (origin.authority().equals(host.without(origin.defaultPort())) || known.contains(origin));
    }

    /** @param authority without the default port of the scheme */
    private record Origin(String scheme, Authority authority) {

        /** Null for what is none, also {@code null}, which a browser sends for a page without an origin of its own. */
        static Origin parse(String text) {
            Matcher parts = FORM.matcher(text);
            Authority authority = parts.matches() ? Authority.parse(parts.group(2)) : null;
            if (authority == null) {
                return null;
            }
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            return new Origin(scheme, authority.without(defaultPort(scheme)));
        }

        int defaultPort() {
            return defaultPort(scheme);
        }

        private static int defaultPort(String scheme) {
            return scheme.equals("http") ? HTTP : HTTPS;
        }
    }
}
