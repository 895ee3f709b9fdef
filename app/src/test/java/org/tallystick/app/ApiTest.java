package org.tallystick.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/**
 * Starts the whole program on an H2 file, or {@link OnPostgres}, for the tests of a class, each of which has a ledger of its
 * own.
 */
abstract class ApiTest {
    @TempDir
    static Path data;

    static ConfigurableApplicationContext server;
    static Api api;
    private static String[] settings;

    @BeforeAll
    static void start(TestInfo test) throws Exception {
        boolean postgres = test.getTestClass().orElseThrow().isAnnotationPresent(OnPostgres.class);
        settings = postgres ? Postgres.settings() : new String[] {"--server.port=0", "--tallystick.data=" + data};
        open();
    }

    private static void open() {
        server = TallystickServer.start(settings);
        api = new Api(TallystickServer.url(server));
    }

    /** Nothing of what was stored is in memory after it. */
    static void restart() {
        stop();
        open();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static String ledger(String name) {
        String path = "/v1/ledgers/" + name;
        assertThat(api.put(path, "{\"name\": \"Test\"}").status()).isEqualTo(201);
        account(path, "bank", "debit");
        account(path, "customers:1", "credit");
        account(path, "customers:2", "credit");
        return path;
    }

    static void account(String ledger, String address, String normal) {
        account(api, ledger, address, normal);
    }

    static void account(Api api, String ledger, String address, String normal) {
        String body = "{\"asset\": \"EUR/2\", \"normal\": \"" + normal + "\"}";
        assertThat(api.put(ledger + "/accounts/" + address, body).status()).isEqualTo(201);
    }

    static String posting(String id, String debit, String credit, String amount, String more) {
        return "{\"id\": \"" + id + "\", \"postings\": [{\"debit\": \"" + debit + "\", \"credit\": \"" + credit
                + "\", \"amount\": " + amount + ", \"asset\": \"EUR/2\"}]" + more + "}";
    }

    static Api.Answer transfer(String ledger, String id, String debit, String credit, String amount) {
        return api.post(ledger + "/transactions", posting(id, debit, credit, amount, ""));
    }

    static JsonNode account(String ledger, String address, long position) {
        Api.Answer answer = api.getWhenThere(ledger + "/accounts/" + address + "?position=" + position);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
