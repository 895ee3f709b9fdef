package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Headers;
import org.tallystick.api.ProblemException;
import org.tallystick.eventstore.lane.CommandRefusedException;

/**
 * Refuses requests for which there would not be enough memory beside those that are under way, so that no load, and no
 * number of slow clients, makes the process run out of it.
 */
final class AdmissionFilter extends HttpFilter {
    /** Of a request without a body, and of its answer. */
    static final long USUAL = 32 << 10;
    /** Of a page as long as a client may ask for. */
    static final long LONG_PAGE = 2 << 20;
    /** What is made of a byte of a body: text, tree, command, events, answer. */
    static final int PER_BODY_BYTE = 16;
    /** A batch that is decided in parts, its answer as far as it waits in memory. Its lines are counted as they come. */
    static final long BATCH_IN_PARTS = 1 << 20;
    /** No body is longer; one that is gets refused before all of it is read. */
    private static final long LONGEST_BODY = 16 << 20;

    private final RequestMemory memory;

    AdmissionFilter(RequestMemory memory) {
        this.memory = memory;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (RequestMemory.Share share = memory.share()) {
            if (!share.take(needed(request))) {
                ProblemAdvice.write(overloaded(), response);
                return;
            }
            boolean counted = request.getContentLengthLong() < 0 && hasBody(request) && !isDecidedInParts(request);
            chain.doFilter(counted ? new CountedBody(request, share) : request, response);
        }
    }

    static ProblemException overloaded() {
        return ProblemException.retryLater(CommandRefusedException.OVERLOADED, "Too much is under way; send it again.");
    }

    /** What is known of it before its body is read. */
    static long needed(HttpServletRequest request) {
        if (!hasBody(request)) {
            return says(request, "limit=") ? LONG_PAGE : USUAL;
        }
        return isDecidedInParts(request)
                ? BATCH_IN_PARTS
                : USUAL + PER_BODY_BYTE * Math.min(LONGEST_BODY, Math.max(0, request.getContentLengthLong()));
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0
                || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
                || InflatingFilter.inflates(request);
    }

    /** Neither an atomic batch nor one with a key, whose parts are as long as they were the first time. */
    private static boolean isDecidedInParts(HttpServletRequest request) {
        return request.getRequestURI().endsWith("/batches")
                && !says(request, "atomic=true")
                && request.getHeader(Headers.IDEMPOTENCY_KEY) == null;
    }

    /** Whether the query says so, or may say so in an encoded form. */
    private static boolean says(HttpServletRequest request, String parameter) {
        String query = request.getQueryString();
        return query != null && (query.contains(parameter) || query.indexOf('%') >= 0);
    }
}
