package org.tallystick.saga.rail.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tallystick.answers.TakenNotification;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Bodies;
import org.tallystick.api.Body;
import org.tallystick.api.Fields;
import org.tallystick.api.Outcomes;
import org.tallystick.api.Parameters;
import org.tallystick.api.Problem;
import org.tallystick.api.ProblemException;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.rail.RailNews;
import org.tallystick.saga.rail.RailNewsListener;
import org.tallystick.values.DerivedIds;
import org.tallystick.values.EnumText;
import org.tallystick.values.PaymentId;

/** Takes what the provider of the http rail tells without being asked. */
@RestController
@Tag(name = "Payments")
public class HttpRailController {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRailController.class);
    private static final int MAX_BODY = 64 << 10;
    private static final int MAX_TEXT = 500;
    private static final int LONGEST_WAIT_SECONDS = 30;

    private final Signature signature;
    private final RailNewsListener listener;

    public HttpRailController(Signature signature, RailNewsListener listener) {
        this.signature = signature;
        this.listener = listener;
    }

    @PostMapping("/v1/rails/http/notifications")
    @Operation(
            operationId = "notifyOfPayment",
            summary = "Take a signed notification of the provider",
            description =
                    "Answered when it is stored; repeats are harmless. Tallystick-Signature is v1= and the HMAC-SHA256"
                            + " of Tallystick-Timestamp, a dot and the body.")
    @Body(
            value = RailNotification.class,
            example = "{\"payment\": \"p-1\", \"message\": \"8c1f…\", \"status\":"
                    + " \"settled\", \"reference\": \"prov-77\"}")
    @Outcomes(
            refused = {"signature_invalid", "not_found"},
            answer = TakenNotification.class)
    CompletableFuture<ResponseEntity<byte[]>> take(HttpServletRequest request) {
        byte[] body = Bodies.read(request::getInputStream, request.getContentLengthLong(), MAX_BODY);
        if (!signature.isValid(request.getHeader(Signature.TIMESTAMP), request.getHeader(Signature.HEADER), body)) {
            throw new ProblemException(
                    new Problem(401, "signature_invalid", "The signature is missing, wrong or not of now.", Map.of()));
        }
        Parameters.of(request.getParameterMap());
        RailNews news = news(Fields.of(ApiJson.read(body), RailNotification.class));
        return listener.received(news)
                .toCompletableFuture()
                .orTimeout(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)
                .exceptionally(failure -> {
                    LOG.warn("news of payment {} could not be stored: {}", news.payment(), failure.toString());
                    throw ProblemException.retryLater("unavailable", "It is not stored yet; send it again.");
                })
                .thenApply(known -> answer(known, news));
    }

    private static RailNews news(Fields fields) {
        PaymentId payment = fields.required("payment", PaymentId::new);
        String message = fields.required("message", text -> text);
        RailNews.Kind kind = fields.required("status", text -> EnumText.parse(RailNews.Kind.values(), text));
        if (!message.equals(DerivedIds.railMessage(payment))) {
            throw new ProblemException(unknown(payment));
        }
        return new RailNews(
                HttpRail.NAME,
                message,
                payment,
                kind,
                fields.text("reference", MAX_TEXT),
                fields.text("code", MAX_TEXT),
                fields.text("reason", MAX_TEXT));
    }

    private static ResponseEntity<byte[]> answer(boolean known, RailNews news) {
        if (!known) {
            throw new ProblemException(unknown(news.payment()));
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(ApiJson.write(new TakenNotification(news.payment())));
    }

    private static Problem unknown(PaymentId payment) {
        return Problem.notFound("There is no payment " + payment + " with this message.");
    }
}
