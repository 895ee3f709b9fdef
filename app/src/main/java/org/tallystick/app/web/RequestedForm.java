package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import org.tallystick.api.AmountForm;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;

/** In what form a request wants its answer. */
final class RequestedForm {
    private RequestedForm() {}

    /** Null for a form that is known. */
    static Problem problem(HttpServletRequest request) {
        try {
            amounts(request);
            return null;
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    /** @throws ProblemException for one that is not known, which {@link StrictRequestFilter} lets nobody ask for */
    static AmountForm amounts(HttpServletRequest request) {
        return AmountForm.of(request.getHeader(Headers.AMOUNTS), request.getParameter(AmountForm.PARAMETER));
    }
}
