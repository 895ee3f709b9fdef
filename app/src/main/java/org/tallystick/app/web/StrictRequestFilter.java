package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.saga.http.Signature;

/**
 * Refuses what the container and the framework would pass over in silence, so that a request never does something else
 * than its sender may have meant. It stands before requests are handed to the writer, so that nothing gets there that the
 * writer would not take from a client, or in another form.
 */
final class StrictRequestFilter extends RefusingFilter {
    private static final List<String> GIVEN_ONCE = List.of(
            Headers.IDEMPOTENCY_KEY,
            Headers.POSITION,
            Headers.FORWARDED_USER,
            Headers.AMOUNTS,
            "Last-Event-ID",
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.CONTENT_TYPE);

    /** What is beyond would be another text for a client, a proxy and this server, each of which decodes it in its own way. */
    private static final List<String> IN_ASCII = List.of(
            Headers.IDEMPOTENCY_KEY,
            HttpHeaders.CONTENT_TYPE,
            Headers.FORWARDED_USER,
            Signature.TIMESTAMP,
            Signature.HEADER);

    @Override
    Problem problem(HttpServletRequest request) {
        if (request.getRequestURI().indexOf(';') >= 0) {
            return Problem.malformed("The path must not contain ';'.");
        }
        String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity") && !InflatingFilter.inflates(request)) {
            return new Problem(
                    415, "unsupported_media_type", "Content-Encoding must be absent, or gzip for a batch.", Map.of());
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
        for (String name : IN_ASCII) {
            String sent = request.getHeader(name);
            if (sent != null && !sent.chars().allMatch(c -> c < 127)) {
                return Problem.invalid(name, sent, "must be in ASCII");
            }
        }
        Problem form = FormBodies.problem(request);
        return form == null ? query(request) : form;
    }

    /** What the container cannot decode it tells only whoever asks for parameters. What every call knows is looked at here. */
    private static Problem query(HttpServletRequest request) {
        try {
            request.getParameterMap();
            return RequestedForm.problem(request);
        } catch (InvalidParameterException e) {
            return Problem.malformed("The query of the URL cannot be decoded.");
        }
    }
}
