package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.tallystick.api.Headers;
import org.tallystick.command.http.TimeOrderedIds;
import org.tallystick.events.EventMetadata;

/** Gives every request an identifier, its own or that of the client, and tells it in the answer and the log. */
final class RequestIdFilter extends HttpFilter {
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");

    private final TimeOrderedIds ids;

    RequestIdFilter(TimeOrderedIds ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String requestId = tell(request, response, ids);
        request.setAttribute(EventMetadata.REQUEST_ID, requestId);
        request.setAttribute(
                EventMetadata.CORRELATION_ID, wellFormed(request.getHeader(Headers.CORRELATION_ID), requestId));
        MDC.put(EventMetadata.REQUEST_ID, requestId);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(EventMetadata.REQUEST_ID);
        }
    }

    /** For what the container ends a request with, be it before this filter or after it. */
    static void tellWhereAbsent(HttpServletRequest request, HttpServletResponse response, TimeOrderedIds ids) {
        if (!response.containsHeader(Headers.REQUEST_ID)) {
            tell(request, response, ids);
        }
    }

    /** Sets the headers that all answers have. @return the identifier of the request */
    private static String tell(HttpServletRequest request, HttpServletResponse response, TimeOrderedIds ids) {
        String own = wellFormed(request.getHeader(Headers.REQUEST_ID), null);
        String requestId = own == null ? ids.next() : own;
        response.setHeader(Headers.REQUEST_ID, requestId);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        return requestId;
    }

    private static String wellFormed(String sent, String otherwise) {
        return sent != null && WELL_FORMED.matcher(sent).matches() ? sent : otherwise;
    }
}
