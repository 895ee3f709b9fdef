package org.tallystick.app.cli;

import java.io.IOException;
import java.util.Map;
import org.tallystick.api.Headers;
import org.tallystick.app.settings.UsageException;

/** Speaks to a server about one ledger. Safe for use by several threads. */
final class LedgerClient {
    private final ApiClient api;
    private final String name;

    LedgerClient(String url, String ledger) {
        this.api = new ApiClient(url);
        this.name = ledger;
    }

    /** A ledger that exists already, under whatever name, is left as it is. */
    void createIfMissing() throws IOException {
        ApiClient.Answer answer = send("PUT", "", "{\"name\": \"" + name + "\"}");
        if (answer.status() >= 400 && answer.status() != 409) {
            throw new UsageException("the ledger cannot be used: " + answer.body());
        }
    }

    ApiClient.Answer account(String address, String body) throws IOException {
        return send("PUT", "/accounts/" + address, body);
    }

    ApiClient.Answer transaction(String body) throws IOException {
        return send("POST", "/transactions", body);
    }

    /**
     * The body of a transaction with one posting, in cents of EUR/2.
     *
     * @param id null for one that the server chooses
     */
    static String transfer(String id, String debit, String credit, int amount) {
        return "{" + (id == null ? "" : "\"id\": \"" + id + "\", ") + "\"postings\": [{\"debit\": \"" + debit
                + "\", \"credit\": \"" + credit + "\", \"amount\": " + amount + ", \"asset\": \"EUR/2\"}]}";
    }

    /** @param key derives the ids of lines that have none; null when they are to be new ones */
    ApiClient.Answer batch(String lines, String key) throws IOException {
        return api.send(
                "POST",
                path("/batches"),
                "application/x-ndjson",
                lines,
                key == null ? Map.of() : Map.of(Headers.IDEMPOTENCY_KEY, key));
    }

    private ApiClient.Answer send(String method, String path, String body) throws IOException {
        return api.send(method, path(path), ApiClient.JSON, body, Map.of());
    }

    private String path(String path) {
        return "/v1/ledgers/" + name + path;
    }
}
