package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The metadata of a client comes back in the order in which it was sent, wherever it is read. */
class MetadataOrderTest {
    private static final List<String> KEYS =
            IntStream.range(0, 20).mapToObj(i -> "k" + i * 7919 % 1000).toList();
    private static final String TRANSACTION = "/v1/ledgers/books/transactions/t";

    @TempDir
    private Path data;

    @Test
    void theOrderIsThatOfTheClient() {
        List<List<String>> seen = new ArrayList<>();
        try (ConfigurableApplicationContext server = start()) {
            Api api = new Api(TallystickServer.url(server));
            api.put("/v1/ledgers/books", "{}");
            api.put("/v1/ledgers/books/accounts/a", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
            Api.Answer account = api.put(
                    "/v1/ledgers/books/accounts/b",
                    "{\"asset\": \"EUR/2\", \"normal\": \"credit\", \"metadata\": " + metadata(KEYS) + "}");
            seen.add(keys(account.json()));
            Api.Answer posted = api.post("/v1/ledgers/books/transactions", body(KEYS));
            assertThat(posted.status()).as(posted.text()).isEqualTo(201);
            seen.add(keys(posted.json()));
            List<String> otherOrder = new ArrayList<>(KEYS);
            Collections.reverse(otherOrder);
            Api.Answer repeated = api.post("/v1/ledgers/books/transactions", body(otherOrder));
            assertThat(repeated.replayed()).isTrue();
            seen.add(keys(repeated.json()));
            seen.add(keys(api.getAtHead(TRANSACTION).json()));
            seen.add(keys(api.getAtHead("/v1/ledgers/books/accounts/b").json()));
            seen.add(stored(api));
        }
        try (ConfigurableApplicationContext server = start()) {
            Api api = new Api(TallystickServer.url(server));
            seen.add(keys(api.getAtHead(TRANSACTION).json()));
            seen.add(stored(api));
        }
        assertThat(seen).hasSize(8).allMatch(KEYS::equals);
    }

    /** A rejection has its facts in the order of the manual. */
    @Test
    void factsHaveAnOrder() {
        try (ConfigurableApplicationContext server = start()) {
            Api api = new Api(TallystickServer.url(server));
            api.put("/v1/ledgers/books", "{}");
            api.put("/v1/ledgers/books/accounts/a", "{\"asset\": \"EUR/2\", \"normal\": \"debit\"}");
            api.put("/v1/ledgers/books/accounts/b", "{\"asset\": \"USD/2\", \"normal\": \"credit\"}");
            Api.Answer mismatch = api.post("/v1/ledgers/books/transactions", body(KEYS));
            assertThat(mismatch.text()).contains("\"code\":\"asset_mismatch\",\"account\":\"b\",\"asset\":\"USD/2\"");
        }
    }

    private ConfigurableApplicationContext start() {
        return TallystickServer.start("--server.port=0", "--tallystick.data=" + data);
    }

    private static String metadata(List<String> keys) {
        return keys.stream().map(key -> "\"" + key + "\": \"v\"").collect(Collectors.joining(", ", "{", "}"));
    }

    private static String body(List<String> keys) {
        return "{\"id\": \"t\", \"postings\": [{\"debit\": \"a\", \"credit\": \"b\", \"amount\": 1, \"asset\": \"EUR/2\"}],"
                + " \"metadata\": " + metadata(keys) + "}";
    }

    private static List<String> keys(JsonNode shown) {
        JsonNode holder =
                shown.has("transaction") && shown.get("transaction").isObject() ? shown.get("transaction") : shown;
        return new ArrayList<>(holder.get("metadata").propertyNames());
    }

    private static List<String> stored(Api api) {
        return keys(api.get("/v1/events?type=transaction-posted")
                .json()
                .get("data")
                .get(0)
                .get("payload"));
    }
}
