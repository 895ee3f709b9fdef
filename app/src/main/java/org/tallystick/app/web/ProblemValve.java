package org.tallystick.app.web;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;
import org.tallystick.api.Problem;
import org.tallystick.command.http.TimeOrderedIds;

/** Answers requests that the container refuses before any filter sees them, such as one with a broken request line. */
public final class ProblemValve extends ErrorReportValve {
    private final TimeOrderedIds ids = new TimeOrderedIds();

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        RequestIdFilter.tellWhereAbsent(request, response.getResponse(), ids);
        try {
            ProblemAdvice.write(problem(status, request), response.getResponse());
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client went away", e);
        }
    }

    /** The container answers by 501 and 505 what it is asked for and does not know: that is the client's to mend. */
    private static Problem problem(int status, Request request) {
        if (status == 501 || status == 505) {
            return Problem.malformed("The method, the protocol or a transfer coding is not supported.");
        }
        return status < 500
                ? ProblemAdvice.problem(HttpStatusCode.valueOf(status), request)
                : new Problem(status, "fault", "The request failed.", Map.of());
    }
}
