package org.tallystick.app.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.tallystick.api.Bodies;
import org.tallystick.api.Headers;
import org.tallystick.api.ProblemException;
import org.tallystick.events.EventMetadata;
import org.tallystick.eventstore.journal.Store;
import org.tallystick.eventstore.lane.CommandRefusedException;
import org.tallystick.saga.http.Signature;

/**
 * Hands commands to the process that writes to the store, where this one does not, and its answers back. A forwarded
 * command is not forwarded again: between two writers it is refused, and the client sends it again.
 */
final class ForwardingFilter extends HttpFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ForwardingFilter.class);
    private static final String FORWARDED = "Tallystick-Forwarded";
    private static final Set<String> COMMANDS = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final List<String> SENT_ON = List.of(
            HttpHeaders.CONTENT_TYPE,
            Headers.IDEMPOTENCY_KEY,
            Headers.FORWARDED_USER,
            Headers.AMOUNTS,
            Headers.PREFER,
            Signature.TIMESTAMP,
            Signature.HEADER);
    private static final List<String> HANDED_BACK = List.of(
            HttpHeaders.CONTENT_TYPE,
            Headers.POSITION,
            Headers.REPLAYED,
            Headers.PREFERENCE_APPLIED,
            HttpHeaders.RETRY_AFTER);
    /** Longer than the writer itself waits for an outcome. */
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final Supplier<Store> store;
    private HttpClient http;

    /** @param store asked for with each request: filters are made before there is a store */
    ForwardingFilter(Supplier<Store> store) {
        this.store = store;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (store.get().journal().isWriter()
                || !COMMANDS.contains(request.getMethod())
                || !isToPaymentsOrLedgers(request.getServletPath())) {
            chain.doFilter(request, response);
        } else {
            answerByWriter(request, response);
        }
    }

    /** @param path decoded, as the path that finds a controller is */
    private static boolean isToPaymentsOrLedgers(String path) {
        return path.startsWith("/v1/ledgers/")
                || path.equals("/v1/payments")
                || path.startsWith("/v1/payments/")
                || path.equals("/v1/transfers")
                || path.startsWith("/v1/standing-orders/")
                || path.startsWith("/v1/rails/");
    }

    private void answerByWriter(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> reason = store.get().journal().notWritable();
        if (reason.isPresent()) {
            refuse(
                    CommandRefusedException.STORE_UNAVAILABLE,
                    "The store cannot be written: " + reason.get() + ".",
                    response);
            return;
        }
        String writer = request.getHeader(FORWARDED) == null ? writer() : null;
        if (writer == null) {
            refuse(response);
            return;
        }
        try (InputStream answer = forward(request, response, writer)) {
            answer.transferTo(response.getOutputStream());
        } catch (ProblemException e) {
            ProblemAdvice.write(e, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(response);
        } catch (IOException e) {
            LOG.warn("the writer at {} did not answer: {}", writer, e.toString());
            if (response.isCommitted()) {
                throw e;
            }
            refuse(response);
        }
    }

    /** Null when it is not known where the writer can be reached. */
    private String writer() {
        try {
            String holder = store.get().currentHolder();
            return holder != null && holder.startsWith("http") ? holder : null;
        } catch (SQLException e) {
            LOG.warn("the lease could not be read: {}", e.getMessage());
            return null;
        }
    }

    private InputStream forward(HttpServletRequest request, HttpServletResponse response, String writer)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = exchange(request, writer);
        response.setStatus(answer.statusCode());
        for (String name : HANDED_BACK) {
            answer.headers().firstValue(name).ifPresent(value -> response.setHeader(name, value));
        }
        return answer.body();
    }

    /** @throws ProblemException when it was the client that did not send its body to the end */
    private HttpResponse<InputStream> exchange(HttpServletRequest request, String writer)
            throws IOException, InterruptedException {
        ForwardedBody body = new ForwardedBody(request);
        try {
            return http().send(sentOn(request, body, writer), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            if (body.isBrokenOff()) {
                throw Bodies.brokenOff();
            }
            throw e;
        }
    }

    private static HttpRequest sentOn(HttpServletRequest request, ForwardedBody body, String writer)
            throws IOException {
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        HttpRequest.Builder sent = HttpRequest.newBuilder(URI.create(writer + request.getRequestURI() + query))
                .timeout(LONGEST)
                .header(FORWARDED, "1")
                .header(Headers.REQUEST_ID, attribute(request, EventMetadata.REQUEST_ID))
                .header(Headers.CORRELATION_ID, attribute(request, EventMetadata.CORRELATION_ID))
                .method(request.getMethod(), body.publisher());
        for (String name : SENT_ON) {
            Collections.list(request.getHeaders(name)).forEach(value -> sent.header(name, value));
        }
        return sent.build();
    }

    /** Made when it is first needed: it has threads of its own, which most processes never need. */
    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        }
        return http;
    }

    private static String attribute(HttpServletRequest request, String name) {
        return request.getAttribute(name).toString();
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        refuse(
                CommandRefusedException.NOT_WRITER,
                "Another process writes to the store, and it cannot be reached; send it again.",
                response);
    }

    private static void refuse(String code, String detail, HttpServletResponse response) throws IOException {
        response.reset();
        ProblemAdvice.write(ProblemException.retryLater(code, detail), response);
    }
}
