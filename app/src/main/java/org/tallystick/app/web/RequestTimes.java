package org.tallystick.app.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How long requests take, as {@code http.server.requests} by method, path pattern and status. Stands in for the observation
 * of the framework, which takes a tenth of the time of a short request. Streams of events are not counted.
 */
final class RequestTimes extends HttpFilter {
    private static final String NAME = "http.server.requests";
    /** Of requests that no path of the API has matched. */
    private static final String UNKNOWN = "UNKNOWN";
    /** The status that the container answers with when a request ends with an exception. */
    private static final int FAULT = 500;

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Supplier<MeterRegistry> registry;
    private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

    /** @param registry asked for with the first request: filters are made before there is one */
    RequestTimes(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    private record Key(String method, String pattern, int status) {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        int status = FAULT;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            if (!request.isAsyncStarted()) {
                timer(key(request, status)).record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            }
        }
    }

    /** Bounded: a method or a path that is not known does not make a timer of its own. */
    private static Key key(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        return pattern == null || !METHODS.contains(request.getMethod())
                ? new Key(UNKNOWN, UNKNOWN, status)
                : new Key(request.getMethod(), pattern.toString(), status);
    }

    private Timer timer(Key key) {
        Timer known = timers.get(key); // takes no lock, as the other may
        return known == null ? timers.computeIfAbsent(key, this::newTimer) : known;
    }

    private Timer newTimer(Key key) {
        return Timer.builder(NAME)
                .tag("method", key.method())
                .tag("uri", key.pattern())
                .tag("status", Integer.toString(key.status()))
                .register(registry.get());
    }
}
