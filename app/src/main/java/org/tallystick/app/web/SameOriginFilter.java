package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Problem;

/**
 * Keeps out what a page of another site makes a browser send: whoever looks at a page on this machine would lend it the right
 * to call a server that trusts its machine. Such a request is told by its {@code Host} (DNS rebinding), its {@code Origin} or
 * its Fetch Metadata ({@code Sec-Fetch-Site}), which no page can set or leave out. What is no browser sends none of the last
 * two and passes. Nothing is said of CORS, so that no browser hands an answer to another origin either.
 */
final class SameOriginFilter extends RefusingFilter {
    /** Asked by whatever watches the program, by whatever name; it tells them a status and nothing else: see {@link HealthDetailsFilter}. */
    private static final Pattern HEALTH = Pattern.compile("/actuator/health(?:/[A-Za-z0-9_-]+)*");
    /** Pages without data, to which others may link. Patterns of raw paths, in which nothing can be encoded or climb up. */
    private static final Pattern STATIC_PAGE =
            Pattern.compile("/|/swagger-ui(?:\\.html|/[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)");

    private static final String KNOWN_HOST = SameOriginFilter.class.getName() + ".knownHost";
    private static final String FETCH_SITE = "Sec-Fetch-Site";
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final Set<String> READS = Set.of("GET", "HEAD");

    private final KnownHosts hosts;
    private final KnownOrigins origins;

    SameOriginFilter(KnownHosts hosts, KnownOrigins origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    /** @throws org.tallystick.app.settings.UsageException when a setting is out of its form */
    static SameOriginFilter of(Environment settings) {
        List<String> own = Stream.of("server.address", "management.server.address")
                .map(settings::getProperty)
                .filter(Objects::nonNull)
                .toList();
        return new SameOriginFilter(
                new KnownHosts(listed(settings, KnownHosts.SETTING), own),
                new KnownOrigins(listed(settings, KnownOrigins.SETTING)));
    }

    private static List<String> listed(Environment settings, String name) {
        return Binder.get(settings).bind(name, Bindable.listOf(String.class)).orElse(List.of());
    }

    @Override
    Problem problem(HttpServletRequest request) {
        String sent = host(request);
        Authority host = Authority.parse(sent);
        boolean known = host != null && hosts.has(host, request.getLocalAddr());
        request.setAttribute(KNOWN_HOST, known);
        if (!known && !isRead(request, HEALTH)) {
            return refused(
                    421,
                    "unknown_host",
                    "Host is neither localhost, nor the address of this server, nor one of " + KnownHosts.SETTING + ".",
                    HttpHeaders.HOST,
                    sent);
        }
        return isNavigationToPage(request) ? null : crossSite(request, host);
    }

    /** Whether a request that has passed is for one of the names of this server. */
    static boolean isForKnownHost(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(KNOWN_HOST));
    }

    /** HTTP/2 has it in a pseudo-header, which is no header for the container. Empty where there is none (HTTP/1.0). */
    private static String host(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.HOST);
        if (header == null && request.getProtocol().startsWith("HTTP/2")) {
            return request.getServerName() + ":" + request.getServerPort();
        }
        return header == null ? "" : header;
    }

    private static boolean isRead(HttpServletRequest request, Pattern path) {
        String asked =
                request.getRequestURI().substring(request.getContextPath().length());
        return READS.contains(request.getMethod()) && path.matcher(asked).matches();
    }

    /** A link that somebody follows. Pages within a frame of another site are not shown. */
    private static boolean isNavigationToPage(HttpServletRequest request) {
        String destination = request.getHeader("Sec-Fetch-Dest");
        return isRead(request, STATIC_PAGE)
                && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && (destination == null || destination.equals("document"));
    }

    /** @param host null for one that is out of its form, which is no origin's */
    private Problem crossSite(HttpServletRequest request, Authority host) {
        for (String origin : all(request, HttpHeaders.ORIGIN)) {
            if (host == null || !origins.allow(origin, host)) {
                return crossSite(HttpHeaders.ORIGIN, origin);
            }
        }
        for (String site : all(request, FETCH_SITE)) {
            if (!OWN_SITE.contains(site)) {
                return crossSite(FETCH_SITE, site);
            }
        }
        return null;
    }

    private static List<String> all(HttpServletRequest request, String header) {
        Enumeration<String> values = request.getHeaders(header);
        return values.hasMoreElements() ? Collections.list(values) : List.of();
    }

    private static Problem crossSite(String header, String value) {
        return refused(
                403, "cross_site", header + " says that a page of another site has sent this request.", header, value);
    }

    private static Problem refused(int status, String code, String detail, String header, String value) {
        return new Problem(status, code, detail, Map.of("field", header, "value", Problem.shortened(value)));
    }
}
