package org.tallystick.app.web;

import java.io.IOException;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatusCode;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Problem;

/** Answers requests that the container refuses before any filter sees them, such as one with a broken request line. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        Problem problem = status < 500
                ? ProblemAdvice.problem(HttpStatusCode.valueOf(status), request)
                : new Problem(status, "fault", "The request failed.", Map.of());
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream().write(ApiJson.write(problem.members()));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client went away", e);
        }
    }
}
