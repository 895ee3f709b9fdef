package org.tallystick.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.tallystick.app.UsageException;

/** Speaks to a server about one ledger. Safe for use by several threads. */
final class LedgerClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final String ledger;

    LedgerClient(String url, String ledger) {
        this.name = ledger;
        this.ledger = url.replaceAll("/+$", "") + "/v1/ledgers/" + ledger;
    }

    /** A ledger that exists already, under whatever name, is left as it is. */
    void createIfMissing() throws IOException {
        Answer answer = send("", "PUT", "application/json", "{\"name\": \"" + name + "\"}", Map.of());
        if (answer.status() >= 400 && answer.status() != 409) {
            throw new UsageException("the ledger cannot be used: " + answer.body());
        }
    }

    Answer account(String address, String body) throws IOException {
        return send("/accounts/" + address, "PUT", "application/json", body, Map.of());
    }

    Answer transaction(String body) throws IOException {
        return send("/transactions", "POST", "application/json", body, Map.of());
    }

    /** @param key derives the ids of lines that have none */
    Answer batch(String lines, String key) throws IOException {
        return send("/batches", "POST", "application/x-ndjson", lines, Map.of("Idempotency-Key", key));
    }

    private Answer send(String path, String method, String type, String body, Map<String, String> headers)
            throws IOException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(ledger + path))
                    .header("Content-Type", type)
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IllegalArgumentException e) {
            throw new UsageException("not a URL: " + ledger + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What the server said. */
    record Answer(int status, String body) {}
}
