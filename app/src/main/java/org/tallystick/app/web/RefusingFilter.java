package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.tallystick.api.Problem;

/** Answers some requests by a problem before anything is done for them; the others pass as they are. */
abstract class RefusingFilter extends HttpFilter {

    /** Null for a request that passes. */
    abstract Problem problem(HttpServletRequest request);

    @Override
    protected final void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Problem problem = problem(request);
        if (problem == null) {
            chain.doFilter(request, response);
        } else {
            ProblemAdvice.write(problem, response);
        }
    }
}
