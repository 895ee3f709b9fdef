package org.tallystick.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpLoadTest {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final RequestSource POSTS = () -> LoadRequest.post("/", "text/plain", "x".repeat(200_000), 10);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger answered = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpLoad answeredBy(HttpHandler handler) {
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            answered.incrementAndGet();
            handler.handle(exchange);
            exchange.close();
        });
        return new HttpLoad("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void ok(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write(new byte[100_000]);
    }

    @Test
    void countsWhatIsAnsweredInTheMeasuredTime() throws IOException {
        AtomicLong progress = new AtomicLong();
        LoadResult result = answeredBy(HttpLoadTest::ok)
                .run(LoadSettings.closed(3, SHORT, SHORT), connection -> POSTS, progress::set);
        assertThat(result.requests()).isBetween(1L, (long) answered.get());
        assertThat(result.units()).isEqualTo(10 * result.requests());
        assertThat(result.refused()).isZero();
        assertThat(progress.get()).isPositive();
    }

    @Test
    void aConnectionThatTheServerClosesIsOpenedAgain() throws IOException {
        HttpLoad load = answeredBy(exchange -> {
            exchange.getResponseHeaders().set("Connection", "close");
            ok(exchange);
        });
        load.sendAll(List.of(POSTS.next(), POSTS.next(), POSTS.next()));
        assertThat(answered.get()).isEqualTo(3);
    }

    @Test
    void tellsWhatWasRefused() throws IOException {
        HttpLoad load = answeredBy(exchange -> {
            exchange.sendResponseHeaders(503, 4);
            exchange.getResponseBody().write("full".getBytes(StandardCharsets.US_ASCII));
        });
        LoadResult result = load.run(LoadSettings.closed(2, Duration.ZERO, SHORT), connection -> POSTS, done -> {});
        assertThat(result.units()).isZero();
        assertThat(result.refused()).isPositive();
        assertThat(result.firstRefusal()).contains("503");
        assertThatThrownBy(() -> load.sendAll(List.of(POSTS.next()))).hasMessageContaining("503");
    }

    /** One stall, with one request in it: whoever counts only sent requests does not see it at this percentile. */
    @Test
    void aStallCountsForAllThatWouldHaveBeenSent() throws IOException {
        HttpLoad load = answeredBy(exchange -> {
            if (answered.get() == 5) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
            }
            ok(exchange);
        });
        LoadSettings open = new LoadSettings(1, Duration.ZERO, Duration.ofMillis(600), 200);
        LoadResult result = load.run(open, connection -> () -> LoadRequest.get("/"), done -> {});
        assertThat(result.latencyAt(90)).isGreaterThan(50);
        answered.set(0);
        LoadSettings closed = LoadSettings.closed(1, Duration.ZERO, Duration.ofMillis(600));
        assertThat(load.run(closed, connection -> () -> LoadRequest.get("/"), done -> {})
                        .latencyAt(90))
                .isGreaterThan(50);
    }
}
