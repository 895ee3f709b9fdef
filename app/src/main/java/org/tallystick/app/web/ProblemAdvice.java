package org.tallystick.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.tallystick.api.AmountForm;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Headers;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.events.EventMetadata;

/** Answers with a problem whatever ended a request: what the sides found, what the framework found, or a fault. */
@RestControllerAdvice
class ProblemAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final Map<Integer, String> CODES = Map.of(
            400, "malformed",
            404, "not_found",
            405, "method_not_allowed",
            406, "not_acceptable",
            413, "too_large",
            415, "unsupported_media_type");

    @ExceptionHandler
    ResponseEntity<byte[]> on(ProblemException e, HttpServletRequest request) {
        HttpHeaders headers = new HttpHeaders();
        if (e.retryAfterSeconds() > 0) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(e.retryAfterSeconds()));
        }
        e.position().ifPresent(position -> headers.set(Headers.POSITION, Long.toString(position)));
        return answer(e.problem(), headers, RequestedForm.amounts(request));
    }

    /** The client is gone: there is nobody left to answer. */
    @ExceptionHandler
    void on(AsyncRequestNotUsableException e) {
        LOG.debug("the client went away", e);
    }

    @ExceptionHandler
    ResponseEntity<byte[]> on(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse framework && framework.getStatusCode().is4xxClientError()) {
            return answer(problem(framework.getStatusCode(), request), framework.getHeaders());
        }
        LOG.error("request {} failed", request.getAttribute(EventMetadata.REQUEST_ID), e);
        return answer(new Problem(500, "fault", "The request failed.", Map.of()), new HttpHeaders());
    }

    static Problem problem(HttpStatusCode status, HttpServletRequest request) {
        String code = CODES.getOrDefault(status.value(), "malformed");
        String detail = switch (status.value()) {
            case 404 -> "There is nothing at this path.";
            case 405 -> "The method " + request.getMethod() + " is not supported here.";
            case 406 -> "The answer is only available in other media types.";
            case 413 -> "The request is too large.";
            case 415 -> "The body has a media type that is not supported here.";
            default -> "The request is malformed.";
        };
        return new Problem(status.value(), code, detail, Map.of());
    }

    /** Like {@link #write(Problem, HttpServletResponse)}, with what it says of when to try again. */
    static void write(ProblemException e, HttpServletResponse response) throws IOException {
        if (e.retryAfterSeconds() > 0) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(e.retryAfterSeconds()));
        }
        write(e.problem(), response);
    }

    /** Answers outside of any controller. */
    static void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(ApiJson.write(problem.details()));
    }

    static ResponseEntity<byte[]> answer(Problem problem, HttpHeaders headers) {
        return answer(problem, headers, AmountForm.INTEGER);
    }

    private static ResponseEntity<byte[]> answer(Problem problem, HttpHeaders headers, AmountForm amounts) {
        HttpHeaders sent = new HttpHeaders();
        sent.putAll(headers);
        sent.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return ResponseEntity.status(problem.status()).headers(sent).body(ApiJson.write(problem.details(), amounts));
    }
}
