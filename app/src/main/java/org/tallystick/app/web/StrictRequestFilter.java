package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;

/**
 * Refuses what the container and the framework would pass over in silence, so that a request never does something else
 * than its sender may have meant.
 */
final class StrictRequestFilter extends HttpFilter {
    private static final List<String> GIVEN_ONCE =
            List.of(Headers.IDEMPOTENCY_KEY, Headers.POSITION, "Last-Event-ID", HttpHeaders.CONTENT_TYPE);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem = problem(request);
        if (problem == null) {
            chain.doFilter(request, response);
        } else {
            ProblemAdvice.write(problem, response);
        }
    }

    private static Problem problem(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            return Problem.malformed("The path must not contain ';'.");
        }
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            return new Problem(
                    415, "unsupported_media_type", "The body must be sent without a content coding.", Map.of());
        }
        for (String name : GIVEN_ONCE) {
            Enumeration<String> sent = request.getHeaders(name);
            if (sent.hasMoreElements()) {
                sent.nextElement();
            }
            if (sent.hasMoreElements()) {
                return Problem.invalid(name, sent.nextElement(), "must be given once");
            }
        }
        return null;
    }
}
