package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Health tells its status to anybody, and its details to whom it knows. As long as there is no login these are requests that
 * are for this server by one of its own names, which are trusted with everything else, too.
 */
final class HealthDetailsFilter extends HttpFilter {
    private static final Principal LOCAL = () -> "local";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(SameOriginFilter.isForKnownHost(request) ? new Known(request) : request, response);
    }

    private static final class Known extends HttpServletRequestWrapper {
        Known(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return LOCAL;
        }
    }
}
