package org.tallystick.app.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.api.Problem;
import org.tallystick.command.http.TimeOrderedIds;

/** What the container ends a request with, outside of any controller. */
@RestController
class ProblemErrorController implements ErrorController {
    private final TimeOrderedIds ids;

    ProblemErrorController(TimeOrderedIds ids) {
        this.ids = ids;
    }

    /** Nothing is added to an answer that has begun, such as that to a batch whose body breaks off. */
    @RequestMapping("/error")
    ResponseEntity<byte[]> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        RequestIdFilter.tellWhereAbsent(request, response, ids);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        int code = status instanceof Integer number ? number : 404;
        Problem problem = code >= 400 && code < 500
                ? ProblemAdvice.problem(HttpStatusCode.valueOf(code), request)
                : new Problem(500, "fault", "The request failed.", Map.of());
        return ProblemAdvice.answer(problem, new HttpHeaders());
    }
}
