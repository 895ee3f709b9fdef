package org.tallystick.saga.rail.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.api.ApiJson;
import org.tallystick.saga.http.LimitedBody;
import org.tallystick.saga.http.PaymentJson;
import org.tallystick.saga.http.Signature;
import org.tallystick.saga.rail.Rail;
import org.tallystick.saga.rail.RailAnswer;
import org.tallystick.saga.rail.RailInstruction;
import org.tallystick.saga.rail.SubmissionClaims;
import org.tallystick.storage.thread.ProcessThreads;

/**
 * Pays through a provider that is called over HTTP. Every attempt is signed anew and has the same idempotency key. No thread
 * waits for an answer or between two attempts; while the provider fails, a circuit breaker lets no attempt through.
 */
public final class HttpRail implements Rail, AutoCloseable {
    public static final String NAME = "http";

    private static final Logger LOG = LoggerFactory.getLogger(HttpRail.class);
    private static final int CALLS_REMEMBERED = 20;
    private static final int CALLS_BEFORE_OPENING = 10;
    private static final Duration OPEN_FOR = Duration.ofSeconds(10);
    private static final double BACKOFF_FACTOR = 2;
    private static final double JITTER = 0.5;

    private final HttpRailSettings settings;
    private final Signature signature;
    private final SubmissionClaims claims;
    private final HttpClient http;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final ScheduledExecutorService waiting = ProcessThreads.timer("http-rail");

    public HttpRail(HttpRailSettings settings, Signature signature, SubmissionClaims claims) {
        this.settings = settings;
        this.signature = signature;
        this.claims = claims;
        this.http = HttpClient.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.breaker = CircuitBreaker.of(NAME, breakerConfig());
        this.retry = Retry.of(NAME, retryConfig(settings));
    }

    private static CircuitBreakerConfig breakerConfig() {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS_REMEMBERED)
                .minimumNumberOfCalls(CALLS_BEFORE_OPENING)
                .waitDurationInOpenState(OPEN_FOR)
                .recordResult(result -> result instanceof ProviderAnswer answer && answer.isUndecided())
                .writableStackTraceEnabled(false)
                .build();
    }

    private static RetryConfig retryConfig(HttpRailSettings settings) {
        return RetryConfig.<ProviderAnswer>custom()
                .maxAttempts(settings.attempts())
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(
                        settings.firstBackoff(), BACKOFF_FACTOR, JITTER, HttpRailSettings.LONGEST_BACKOFF))
                .retryOnResult(ProviderAnswer::isUndecided)
                .build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CompletionStage<RailAnswer> submit(RailInstruction instruction) {
        byte[] body = ApiJson.write(body(instruction));
        AtomicBoolean unanswered = new AtomicBoolean();
        Supplier<CompletionStage<ProviderAnswer>> attempt =
                () -> send(instruction, body).whenComplete((answer, failure) -> {
                    if (failure != null || answer.isUndecided()) {
                        unanswered.set(true);
                    }
                });
        return repeated(attempt)
                .thenApply(answer -> answer.toPayment(instruction.messageId(), unanswered.get()))
                .exceptionally(failure -> silent(instruction, failure));
    }

    /** Each attempt is claimed: a person may have decided since the last one. */
    private CompletionStage<ProviderAnswer> send(RailInstruction instruction, byte[] body) {
        return claims.claim(instruction.payment(), NAME, instruction.messageId())
                .thenComposeAsync(
                        mayLeave -> mayLeave
                                ? call(payment(instruction, body))
                                : CompletableFuture.completedFuture(ProviderAnswer.WITHDRAWN),
                        waiting);
    }

    @Override
    public CompletionStage<RailAnswer> inquire(RailInstruction instruction) {
        return repeated(() -> call(inquiry(instruction.messageId())))
                .thenCompose(answer -> answer.isNotFound()
                        ? submit(instruction)
                        : CompletableFuture.completedFuture(answer.toInquiry(instruction.messageId())))
                .exceptionally(failure -> silent(instruction, failure));
    }

    private CompletionStage<ProviderAnswer> repeated(Supplier<CompletionStage<ProviderAnswer>> attempt) {
        return retry.executeCompletionStage(waiting, () -> breaker.executeCompletionStage(attempt));
    }

    private CompletionStage<ProviderAnswer> call(HttpRequest request) {
        return http.sendAsync(request, head -> new LimitedBody()).thenApply(ProviderAnswer::of);
    }

    private HttpRequest payment(RailInstruction instruction, byte[] body) {
        return signed(settings.url(), body)
                .header("Idempotency-Key", instruction.messageId())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    /** A question has no body; the identifier that it asks for is signed in its place. */
    private HttpRequest inquiry(String messageId) {
        URI place = URI.create(settings.url() + "/" + messageId);
        return signed(place, messageId.getBytes(StandardCharsets.US_ASCII))
                .GET()
                .build();
    }

    private HttpRequest.Builder signed(URI place, byte[] content) {
        String timestamp = signature.now();
        return HttpRequest.newBuilder(place)
                .timeout(settings.timeout())
                .header("Accept", "application/json")
                .header(Signature.TIMESTAMP, timestamp)
                .header(Signature.HEADER, signature.of(timestamp, content));
    }

    private static Map<String, Object> body(RailInstruction instruction) {
        Map<String, Object> body = PaymentJson.of(
                instruction.payment(),
                instruction.ledger(),
                instruction.payer(),
                instruction.amount(),
                instruction.beneficiary(),
                instruction.reference(),
                instruction.metadata(),
                instruction.initiatedAt());
        body.put("message", instruction.messageId());
        return body;
    }

    private static RailAnswer silent(RailInstruction instruction, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        LOG.warn("no answer to payment {}: {}", instruction.payment(), cause.toString());
        return new RailAnswer.Silent(
                "the provider gave no answer: " + cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        waiting.shutdownNow();
    }
}
