package org.tallystick.saga.screening;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.tallystick.api.ApiJson;
import org.tallystick.api.Fields;
import org.tallystick.saga.http.LimitedBody;
import org.tallystick.saga.http.PaymentJson;
import org.tallystick.saga.http.Signature;

/**
 * Asks a service: posts the payment, signed, and expects {@code {"verdict": "passed"}} or {@code {"verdict": "denied", "code",
 * "reason"}} with status 200. Anything else, or nothing in time, is a fault.
 */
public final class HttpScreening implements Screening {
    private static final int MAX_CODE = 64;
    private static final int MAX_REASON = 500;

    private final URI url;
    private final Duration timeout;
    private final Signature signature;
    private final HttpClient http;

    public HttpScreening(URI url, Duration timeout, Signature signature) {
        this.url = url;
        this.timeout = timeout;
        this.signature = signature;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletionStage<ScreeningVerdict> screen(ScreeningRequest request) {
        byte[] body = ApiJson.write(body(request));
        String timestamp = signature.now();
        HttpRequest question = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header(Signature.TIMESTAMP, timestamp)
                .header(Signature.HEADER, signature.of(timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.sendAsync(question, head -> new LimitedBody()).thenApply(HttpScreening::verdict);
    }

    private static ScreeningVerdict verdict(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the screening service answered " + answer.statusCode());
        }
        Fields fields = Fields.of(ApiJson.read(answer.body()), "verdict", "code", "reason");
        String verdict = fields.required("verdict", text -> text);
        return switch (verdict) {
            case "passed" -> new ScreeningVerdict.Passed();
            case "denied" -> {
                String code = fields.text("code", MAX_CODE);
                yield new ScreeningVerdict.Denied(code == null ? "denied" : code, fields.text("reason", MAX_REASON));
            }
            default -> throw new IllegalStateException("the screening service gave no verdict");
        };
    }

    private static Map<String, Object> body(ScreeningRequest request) {
        return PaymentJson.of(
                request.payment(),
                request.ledger(),
                request.payer(),
                request.amount(),
                request.beneficiary(),
                request.reference(),
                request.metadata(),
                request.initiatedAt());
    }
}
