package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.tallystick.api.Problem;

/**
 * Refuses requests for which there would not be enough memory beside those that are under way, so that no load, and no
 * number of slow clients, makes the process run out of it.
 */
final class AdmissionFilter extends OncePerRequestFilter {
    /** Of a request without a body, or with a short one, and of its answer. */
    static final long USUAL = 32 << 10;
    /** Of a page as long as a client may ask for. */
    static final long LONG_PAGE = 2 << 20;
    /** What is made of a byte of a body: text, tree, command, events, answer. */
    static final int PER_BODY_BYTE = 16;
    /** The answer to a batch that is decided in parts, as far as it waits in memory. Its lines are counted as they come. */
    static final long BATCH_ANSWER = 1 << 20;
    /** The longest bodies, for those that do not tell their length. */
    private static final long LONGEST_BODY = 1 << 20;

    private static final long LONGEST_BATCH = 16 << 20;

    private final RequestMemory memory;

    AdmissionFilter(RequestMemory memory) {
        this.memory = memory;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long needed = needed(request);
        if (!memory.take(needed)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            ProblemAdvice.write(
                    new Problem(503, "overloaded", "Too much is under way; send it again.", Map.of()), response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            memory.giveBack(needed);
        }
    }

    static long needed(HttpServletRequest request) {
        boolean hasBody =
                request.getContentLengthLong() > 0 || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
        if (!hasBody) {
            String query = request.getQueryString();
            return query != null && query.contains("limit=") ? LONG_PAGE : USUAL;
        }
        return request.getRequestURI().endsWith("/batches")
                ? ofBatch(request)
                : USUAL + PER_BODY_BYTE * length(request, LONGEST_BODY);
    }

    private static long ofBatch(HttpServletRequest request) {
        long length = length(request, LONGEST_BATCH);
        String query = request.getQueryString();
        return query != null && query.contains("atomic")
                ? PER_BODY_BYTE * length
                : Math.min(PER_BODY_BYTE * length, USUAL + BATCH_ANSWER);
    }

    /** A body that is too long is refused before all of it is read. */
    private static long length(HttpServletRequest request, long longest) {
        long told = request.getContentLengthLong();
        return told < 0 ? longest : Math.min(told, longest);
    }
}
