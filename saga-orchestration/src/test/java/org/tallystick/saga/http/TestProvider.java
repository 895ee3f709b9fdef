package org.tallystick.saga.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A payment provider that answers as it is told, and remembers what it was sent. */
public final class TestProvider implements AutoCloseable {
    /** @param path relative to the URL of payments; empty for a payment */
    public record Call(String method, String path, String timestamp, String signature, String key, byte[] body) {}

    public interface Script {
        void answer(HttpExchange exchange, int callNumber) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    public TestProvider(Script script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/pay", exchange -> {
            calls.add(call(exchange));
            script.answer(exchange, calls.size());
        });
        server.start();
    }

    private static Call call(HttpExchange exchange) throws IOException {
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath().substring("/pay".length()),
                exchange.getRequestHeaders().getFirst("Tallystick-Timestamp"),
                exchange.getRequestHeaders().getFirst("Tallystick-Signature"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                exchange.getRequestBody().readAllBytes());
    }

    public static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pay");
    }

    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
